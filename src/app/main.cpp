// The command line. Each subcommand is a function in app/commands.

#include "app/commands/commands.hpp"
#include "app/engine/engine_classify.hpp"
#include "app/engine/engine_templates.hpp"
#include "app/engine/paths_command.hpp"
#include "app/engine/strength_command.hpp"
#include "core/text.hpp"
#include "media/worker.hpp"
#include "web/embedded_app.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cstdio>
#include <cstring>
#include <fmt/format.h>
#include <functional>
#include <iostream>
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
    // One that needs no configuration.
    CLI::App& plain(CLI::App& parent, const char* name, const char* help, std::function<int()> run) {
        auto& command = *parent.add_subcommand(name, help);
        command.callback([this, run = std::move(run)] { plain_ = run; });
        return command;
    }
    std::optional<std::string> unknown_command(std::span<char*> words) const;
    void add_maintenance();
    void add_accounts();
    void add_community();
    void add_domain_blocks();
    void add_engine();

    CLI::App app_{"Kith: a social network server for people who want to connect, not collect.", "kith"};
    Common common_;
    Action action_;
    std::function<int()> plain_;
    std::string file_;
    bool json_ = false;
    std::string name_;
    std::string role_;
    std::int64_t at_ = 0;
    std::string pairs_;
    bool undirected_ = false;
    NewAccount new_account_;
    NewToken new_token_;
    NewInvite new_invite_;
    bool yes_ = false;
    bool dry_run_ = false;
    bool confirmed_ = false;
    Deletion deletion_;
    NewEmoji new_emoji_;
    NewAnnouncement new_announcement_;
    NewRule new_rule_;
    NewDomainBlock new_domain_block_;
    std::string id_;
    std::string key_;
    std::string value_;
    bool all_ = false;
};

CommandLine::CommandLine() {
    app_.require_subcommand(1);
    app_.fallthrough(false);
    app_.set_version_flag("--version", "kith " KITH_VERSION, "Print the version");
    add(app_, "serve", "Run the server", [](const Config& config) { return serve(config, kith::webapp::files()); });
    add(app_, "demo", "Fill an empty server with a community of sixty people to look around in", fill_demo);
    add_accounts();
    add_community();
    add_domain_blocks();
    add_engine();
    add_maintenance();
}

void CommandLine::add_accounts() {
    auto& account = *app_.add_subcommand("account", "Members of this server");
    account.require_subcommand(1);
    auto& create = add(account, "create", "Make an account that may sign in at once",
                       [this](const Config& config) { return account_create(config, new_account_); });
    create.add_option("NAME", new_account_.name)->required();
    create.add_option("--email", new_account_.email, "For password resets; may be left out");
    create.add_flag("--password-stdin", new_account_.password_from_stdin, "Read the password from standard input");
    create.add_flag("--confirmed", confirmed_, "Accounts made here always are; accepted for scripts that say so");
    create.add_flag("--admin", new_account_.admin, "Make an admin");
    create.add_flag("--owner", new_account_.owner, "Make an owner");
    create.add_flag("--json", new_account_.json, "Answer as JSON");
    add(account, "list", "List the accounts", [this](const Config& config) {
        return account_list(config, json_);
    }).add_flag("--json", json_, "Answer as JSON");
    auto named = [&](const char* name, const char* help, Action action) -> CLI::App& {
        auto& command = add(account, name, help, std::move(action));
        command.add_option("NAME", name_)->required();
        return command;
    };
    named("show", "Show one account", [this](const Config& config) {
        return account_show(config, name_, json_);
    }).add_flag("--json", json_, "Answer as JSON");
    named("reset-password", "Print a one-time link with which the member chooses a new password",
          [this](const Config& config) { return account_reset_password(config, name_, json_); })
        .add_flag("--json", json_, "Answer as JSON");
    named("promote", "Give a role", [this](const Config& config) { return account_promote(config, name_, role_); })
        .add_option("--role", role_, "user, moderator, admin or owner")
        ->default_val("admin");
    named("suspend", "Hide an account and everything of it",
          [this](const Config& config) { return account_suspend(config, name_, true); });
    named("unsuspend", "Show a suspended account again",
          [this](const Config& config) { return account_suspend(config, name_, false); });
    named("confirm", "Let in somebody whose e-mail or approval is missing",
          [this](const Config& config) { return account_confirm(config, name_); });
    auto& removal = add(account, "delete", "Delete an account and everything of it for good",
                        [this](const Config& config) { return account_delete(config, deletion_); });
    removal.add_option("NAME", deletion_.name)->required();
    removal.add_flag("--dry-run", deletion_.dry_run, "Only say what would be deleted");
    removal.add_flag("--yes", deletion_.yes, "Don't ask");

    auto& token = *app_.add_subcommand("token", "Access tokens for bots and scripts");
    token.require_subcommand(1);
    auto& token_new = add(token, "create", "Make a token and print it",
                          [this](const Config& config) { return token_create(config, new_token_); });
    token_new.add_option("--account", new_token_.account, "Whose")->required();
    token_new.add_option("--scopes", new_token_.scopes, "As in \"read write follow\"");
    token_new.add_option("--app", new_token_.application, "Shown with what it posts");
    token_new.add_flag("--json", new_token_.json, "Answer as JSON");

    auto& invite = *app_.add_subcommand("invite", "Invitations");
    invite.require_subcommand(1);
    auto& invite_new = add(invite, "create", "Make an invitation and print its link",
                           [this](const Config& config) { return invite_create(config, new_invite_); });
    invite_new.add_option("--uses", new_invite_.uses, "How many may use it; 0: any number")
        ->check(CLI::NonNegativeNumber);
    invite_new.add_option("--days", new_invite_.days, "How long it works; 0: for ever");
    invite_new.add_option("--comment", new_invite_.comment, "For yourself");
    invite_new.add_flag("--json", new_invite_.json, "Answer as JSON");
    add(invite, "list", "List the invitations", [this](const Config& config) {
        return invite_list(config, json_);
    }).add_flag("--json", json_, "Answer as JSON");
    add(invite, "revoke", "End an invitation", [this](const Config& config) { return invite_revoke(config, name_); })
        .add_option("CODE", name_)
        ->required();
}

void CommandLine::add_community() {
    auto group = [this](const char* name, const char* help) -> CLI::App& {
        auto& made = *app_.add_subcommand(name, help);
        made.require_subcommand(1);
        return made;
    };
    auto list = [this](CLI::App& parent, const char* help, Result<int> (*run)(const Config&, bool)) {
        add(parent, "list", help, [this, run](const Config& config) {
            return run(config, json_);
        }).add_flag("--json", json_, "Answer as JSON");
    };
    auto with_id = [this](CLI::App& parent, const char* name, const char* help, Action action) -> CLI::App& {
        auto& command = add(parent, name, help, std::move(action));
        command.add_option("ID", id_)->required();
        return command;
    };

    auto& emoji = group("emoji", "Custom emojis");
    auto& emoji_new = add(emoji, "add", "Add an emoji, or give one another picture",
                          [this](const Config& config) { return emoji_add(config, new_emoji_); });
    emoji_new.add_option("SHORTCODE", new_emoji_.shortcode, "What members write between colons")->required();
    emoji_new.add_option("FILE", new_emoji_.file, "PNG, GIF, WebP or JPEG; it is made small")->required();
    emoji_new.add_option("--category", new_emoji_.category, "Where the picker shows it");
    emoji_new.add_flag("--hidden", new_emoji_.hidden, "Not in the picker");
    emoji_new.add_flag("--json", new_emoji_.json, "Answer as JSON");
    list(emoji, "List the emojis", emoji_list);
    add(emoji, "remove", "Remove an emoji", [this](const Config& config) { return emoji_remove(config, name_); })
        .add_option("SHORTCODE", name_)
        ->required();

    auto& announcement = group("announcement", "What all members are told");
    auto& news = add(announcement, "create", "Tell all members",
                     [this](const Config& config) { return announcement_create(config, new_announcement_); });
    news.add_option("TEXT", new_announcement_.text, "\"-\" reads it from standard input")->required();
    news.add_option("--starts", new_announcement_.starts,
                    "When what it is about starts: 2026-12-24T18:00:00Z, or a date");
    news.add_option("--ends", new_announcement_.ends, "When it ends; the announcement is shown until then");
    news.add_flag("--all-day", new_announcement_.all_day, "The two are days");
    news.add_flag("--json", new_announcement_.json, "Answer as JSON");
    list(announcement, "List the announcements", announcement_list);
    with_id(announcement, "delete", "Take an announcement back",
            [this](const Config& config) { return announcement_delete(config, id_); });

    auto& report = group("report", "What members tell the moderators");
    auto& reports = add(report, "list", "List the reports that wait",
                        [this](const Config& config) { return report_list(config, all_, json_); });
    reports.add_flag("--all", all_, "Also those that are resolved");
    reports.add_flag("--json", json_, "Answer as JSON");
    with_id(report, "show", "Show one report with what it is about", [this](const Config& config) {
        return report_show(config, id_, json_);
    }).add_flag("--json", json_, "Answer as JSON");
    with_id(report, "resolve", "Say that a report is dealt with", [this](const Config& config) {
        return report_resolve(config, id_, name_);
    }).add_option("--by", name_, "The moderator who did it");
    with_id(report, "reopen", "Let a resolved report wait again",
            [this](const Config& config) { return report_reopen(config, id_); });

    auto& rule = group("rule", "What the community asks of its members");
    auto& rule_new =
        add(rule, "add", "Add a rule", [this](const Config& config) { return rule_add(config, new_rule_); });
    rule_new.add_option("TEXT", new_rule_.text)->required();
    rule_new.add_option("--hint", new_rule_.hint, "A longer explanation");
    rule_new.add_flag("--json", new_rule_.json, "Answer as JSON");
    list(rule, "List the rules", rule_list);
    with_id(rule, "remove", "Remove a rule", [this](const Config& config) { return rule_remove(config, id_); });

    auto& setting = group("setting", "What can be changed while the server runs: its title, who may join");
    list(setting, "List the settings with what they mean", setting_list);
    add(setting, "get", "Print one setting", [this](const Config& config) { return setting_get(config, key_); })
        .add_option("KEY", key_)
        ->required();
    auto& setting_new = add(setting, "set", "Change one setting",
                            [this](const Config& config) { return setting_set(config, key_, value_); });
    setting_new.add_option("KEY", key_)->required();
    setting_new.add_option("VALUE", value_, "\"-\" reads it from standard input")->required();
}

void CommandLine::add_domain_blocks() {
    auto& group = *app_.add_subcommand("domain-block", "Other servers that this one limits or blocks");
    group.require_subcommand(1);
    auto& made = add(group, "add", "Limit or block a server, and all whose names are below its name",
                     [this](const Config& config) { return domain_block_add(config, new_domain_block_); });
    auto& wanted = new_domain_block_;
    made.add_option("DOMAIN", wanted.domain)->required();
    made.add_option("--severity", wanted.severity,
                    "suspend: nothing of it; silence: for its people's followers alone; noop: only what flags say")
        ->capture_default_str();
    made.add_flag("--reject-media", wanted.reject_media, "Take no pictures and recordings from it");
    made.add_flag("--reject-reports", wanted.reject_reports, "Take no reports from it");
    made.add_option("--comment", wanted.comment, "Why, for admins");
    made.add_option("--public-comment", wanted.public_comment, "Why, for everybody");
    made.add_flag("--obfuscate", wanted.obfuscate, "Show everybody a part of its name only");
    made.add_flag("--json", wanted.json, "Answer as JSON");
    add(group, "list", "List the blocks", [this](const Config& config) {
        return domain_block_list(config, json_);
    }).add_flag("--json", json_, "Answer as JSON");
    add(group, "remove", "Lift a block", [this](const Config& config) { return domain_block_remove(config, name_); })
        .add_option("DOMAIN", name_)
        ->required();
}

// Needs no server and no configuration: files in, lines out.
void CommandLine::add_engine() {
    auto& engine = *app_.add_subcommand("engine", "Try the relationship engine on your own data");
    engine.require_subcommand(1);
    plain(engine, "classify", "One text a line on standard input; one JSON object a line out",
          [] { return run_classify(std::cin, std::cout); });
    plain(engine, "templates",
          "One JSON a line {author, receiver, at, text}; says which are held as copies, and of what",
          [] { return run_templates(std::cin, std::cout); });
    auto& strength = plain(engine, "strength",
                           "Tie strengths from a file of contacts (src, dst, unix_s; tab-separated, gzip allowed)",
                           [this] { return kith::engine::run_strength(file_, at_, std::cout); });
    strength.add_option("--events", file_, "The contacts")->required();
    strength.add_option("--at", at_, "The moment, in Unix seconds: contacts before it count")->required();
    auto& paths = plain(engine, "paths", "How many steps lie between pairs of names",
                        [this] { return kith::engine::run_paths(file_, pairs_, undirected_, std::cout, std::cerr); });
    paths.add_option("--edges", file_, "The ties (src, dst; tab-separated, gzip allowed)")->required();
    paths.add_option("--pairs", pairs_, "The pairs to look for")->required();
    paths.add_flag("--undirected", undirected_, "Every tie goes both ways");
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
    auto& ties = *app_.add_subcommand("ties", "Ties between people");
    ties.require_subcommand(1);
    auto& rebuild = add(ties, "rebuild", "Make ties again from the interactions they are counted from",
                        [this](const Config& config) { return ties_rebuild(config, name_, dry_run_); });
    rebuild.add_option("--account", name_, "Only those of this account");
    rebuild.add_flag("--dry-run", dry_run_, "Only say how many would change");
    auto& mail = *app_.add_subcommand("mail", "Mails to members");
    mail.require_subcommand(1);
    auto& digest = add(mail, "digest", "Send a member one of the mails they asked for, whatever the day",
                       [this](const Config& config) { return mail_digest(config, name_, key_); });
    digest.add_option("NAME", name_)->required();
    digest.add_option("--kind", key_, "today or newcomers")->default_val("today");
    auto& config_command = *app_.add_subcommand("config", "About the configuration");
    config_command.require_subcommand(1);
    plain(config_command, "sample", "Print a configuration file with every key explained", [] {
        std::fputs(sample_config().c_str(), stdout);
        return 0;
    });
    plain(app_, "version", "Print the version", [this] {
        std::puts(json_ ? R"({"name":"kith","version":")" KITH_VERSION R"("})" : "kith " KITH_VERSION);
        return 0;
    }).add_flag("--json", json_, "Answer as JSON");
}

// The library would only say that a subcommand is missing.
std::optional<std::string> CommandLine::unknown_command(std::span<char*> words) const {
    const CLI::App* at = &app_;
    std::string so_far;
    for (std::string_view word : words) {
        if (at->get_require_subcommand_min() == 0 || word.starts_with('-')) return std::nullopt;
        auto commands = at->get_subcommands([](const CLI::App*) { return true; });
        std::vector<std::string> names;
        names.reserve(commands.size());
        const CLI::App* next = nullptr;
        for (const auto* command : commands) {
            if (command->get_name() == word) next = command;
            names.push_back(command->get_name());
        }
        if (next == nullptr) {
            auto near = kith::nearest(word, {names.begin(), names.end()});
            return fmt::format("there is no command \"{}{}\"; {}", so_far, word,
                               near.empty() ? fmt::format("`kith {}--help` names them", so_far)
                                            : fmt::format("did you mean {}{}?", so_far, near));
        }
        so_far += std::string(word) + " ";
        at = next;
    }
    return std::nullopt;
}

int CommandLine::run(int argc, char** argv) {
    constexpr int wrong_usage = 2;
    if (auto unknown = unknown_command(std::span(argv, static_cast<std::size_t>(argc)).subspan(argc > 0 ? 1 : 0))) {
        fmt::print(stderr, "kith: {}\n", *unknown);
        return wrong_usage;
    }
    try {
        app_.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app_.exit(error) == 0 ? 0 : wrong_usage;
    }
    if (plain_) return plain_();
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
