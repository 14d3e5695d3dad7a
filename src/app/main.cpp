// The command line. Each subcommand is a function in app/commands.

#include "app/commands/commands.hpp"
#include "media/worker.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cstdio>
#include <cstring>
#include <fmt/format.h>
#include <functional>
#include <unistd.h>

namespace {

using kith::Result;
using namespace kith::app;

// What all subcommands that use the configuration share.
struct Common {
    std::string file;
    std::string data;
    std::vector<std::string> settings;

    void add_to(CLI::App& command) {
        command.add_option("--config", file, "Configuration file (TOML); default /etc/kith/kith.toml if it exists");
        command.add_option("--data", data, "Folder of the database and media; same as --set data=…");
        command.add_option("--set", settings, "A configuration key, as in --set server.domain=kith.example");
    }
    Result<Config> load() const {
        std::vector<std::string> environment;
        for (char** entry = environ; *entry != nullptr; ++entry)
            environment.emplace_back(*entry);
        auto all = settings;
        if (!data.empty()) all.push_back("data=" + data);
        return load_config(file, environment, all);
    }
};

using Action = std::function<Result<int>(const Config&)>;

class CommandLine {
public:
    CommandLine();
    int run(int argc, char** argv);

private:
    CLI::App& add(CLI::App& parent, const std::string& name, const std::string& help, Action action) {
        auto& command = *parent.add_subcommand(name, help);
        common_.add_to(command);
        command.callback([this, action = std::move(action)] { action_ = action; });
        return command;
    }
    void add_maintenance();

    CLI::App app_{"Kith: a social network server for people who want to connect, not collect.", "kith"};
    Common common_;
    Action action_;
    std::string file_;
    bool json_ = false;
    bool yes_ = false;
    bool dry_run_ = false;
};

CommandLine::CommandLine() {
    app_.require_subcommand(1);
    app_.fallthrough(false);
    add(app_, "serve", "Run the server", serve);
    add_maintenance();
}

void CommandLine::add_maintenance() {
    auto& backup_command = add(app_, "backup", "Copy the database to FILE, also while the server runs",
                               [this](const Config& config) { return backup(config, file_); });
    backup_command.add_option("FILE", file_)->required();
    auto& restore_command = add(app_, "restore", "Put a backup in place of the database (the server must be stopped)",
                                [this](const Config& config) { return restore(config, file_, yes_); });
    restore_command.add_option("FILE", file_)->required();
    restore_command.add_flag("--yes", yes_, "Replace a database that is there; it is kept beside it");
    auto& check_command = add(app_, "check", "Look over the configuration, the database and the media files",
                              [this](const Config& config) { return check(config, json_); });
    check_command.add_flag("--json", json_, "Answer as JSON");
    auto& migrate_command = add(app_, "migrate", "Bring the database up to this version (serve does it too)",
                                [this](const Config& config) { return migrate(config, dry_run_); });
    migrate_command.add_flag("--dry-run", dry_run_, "Only say what would be done");
    auto& config_command = *app_.add_subcommand("config", "About the configuration");
    config_command.require_subcommand(1);
    add(config_command, "sample", "Print a configuration file with every key explained", [](const Config&) {
        std::fputs(sample_config().c_str(), stdout);
        return Result<int>(0);
    });
    add(app_, "version", "Print the version", [](const Config&) {
        std::puts("kith " KITH_VERSION);
        return Result<int>(0);
    });
}

int CommandLine::run(int argc, char** argv) {
    try {
        app_.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app_.exit(error);
    }
    auto config = common_.load();
    auto done = config ? action_(*config) : Result<int>(std::unexpected(config.error()));
    if (done) return *done;
    fmt::print(stderr, "kith: {}\n", done.error().message);
    if (!done.error().detail.empty()) fmt::print(stderr, "      {}\n", done.error().detail);
    return 1;
}

} // namespace

int main(int argc, char** argv) {
    // The picture decoder's own process: nothing else of the program runs in it.
    if (argc > 1 && std::strcmp(argv[1], "media-worker") == 0) return kith::media::worker_main(argc, argv);
    return CommandLine().run(argc, argv);
}
