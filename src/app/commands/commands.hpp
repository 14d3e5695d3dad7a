// The subcommands of the program. Each gives its exit code, or an Error that main prints.
#pragma once

#include "app/config.hpp"

#include <optional>
#include <string>

namespace kith::app {

Result<int> serve(const Config& config);
// Fills an empty server with the demonstration community.
Result<int> fill_demo(const Config& config);

Result<int> backup(const Config& config, const std::string& file);
// Puts a backup in place of the database, which is kept beside it. The server must not be running.
Result<int> restore(const Config& config, const std::string& file, bool yes);
Result<int> check(const Config& config, bool json);
Result<int> migrate(const Config& config, bool dry_run);

struct NewAccount {
    std::string name;
    std::string email;
    bool password_from_stdin = false; // else one is made up and printed
    bool admin = false;
    bool owner = false;
    bool json = false;
};
Result<int> account_create(const Config& config, const NewAccount& wanted);
Result<int> account_list(const Config& config, bool json);
Result<int> account_show(const Config& config, const std::string& name, bool json);
Result<int> account_reset_password(const Config& config, const std::string& name);
Result<int> account_promote(const Config& config, const std::string& name, const std::string& role);
Result<int> account_suspend(const Config& config, const std::string& name, bool suspended);
Result<int> account_confirm(const Config& config, const std::string& name);

struct NewToken {
    std::string account;
    std::string scopes = "read";
    std::string application = "command line";
    bool json = false;
};
Result<int> token_create(const Config& config, const NewToken& wanted);

struct NewInvite {
    std::string comment;
    std::int64_t uses = 0; // 0: any number
    std::int64_t days = 0; // 0: for ever
    bool json = false;
};
Result<int> invite_create(const Config& config, const NewInvite& wanted);
Result<int> invite_list(const Config& config);
Result<int> invite_revoke(const Config& config, const std::string& code);

} // namespace kith::app
