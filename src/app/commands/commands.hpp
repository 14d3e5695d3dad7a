// The subcommands of the program. Each gives its exit code, or an Error that main prints.
#pragma once

#include "app/config.hpp"
#include "web/web_app.hpp"

#include <optional>
#include <span>
#include <string>

namespace kith::app {

// `web_app`: the files of the web app, if it was built.
Result<int> serve(const Config& config, std::span<const web::AppFile> web_app);
// Fills an empty server with the demonstration community.
Result<int> fill_demo(const Config& config);

// Copies the database to a file that must not be there yet; it has its name only once it is whole.
Result<int> backup(const Config& config, const std::string& file);
// Puts a backup in place of the database, which is kept beside it. Nobody else may be at work there.
Result<int> restore(const Config& config, const std::string& file, bool yes);
// 1 if something is wrong.
Result<int> check(const Config& config, bool json);
Result<int> migrate(const Config& config, bool dry_run);
// Errors: invalid, if there is none; unavailable, if one may not look.
Result<void> needs_database(const Config& config);
// Makes the ties of everybody, or of one account, again from the interactions.
Result<int> ties_rebuild(const Config& config, const std::string& account, bool dry_run);

// Sends a member one of the mails they asked for, "today" or "newcomers", whatever the day.
Result<int> mail_digest(const Config& config, const std::string& account, const std::string& kind);

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
Result<int> account_reset_password(const Config& config, const std::string& name, bool json);
Result<int> account_promote(const Config& config, const std::string& name, const std::string& role);
Result<int> account_suspend(const Config& config, const std::string& name, bool suspended);
Result<int> account_confirm(const Config& config, const std::string& name);

struct Deletion {
    std::string name;
    bool dry_run = false; // only says what would go
    bool yes = false;     // else asks, where somebody can answer
};
// Returns once everything of the account is gone. Errors: not_found; conflict for the last owner.
Result<int> account_delete(const Config& config, const Deletion& wanted);

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
Result<int> invite_list(const Config& config, bool json);
Result<int> invite_revoke(const Config& config, const std::string& code);

struct NewEmoji {
    std::string shortcode; // colons around it are dropped
    std::string file;
    std::string category;
    bool hidden = false; // not in the picker
    bool json = false;
};
// One of the same shortcode is replaced.
Result<int> emoji_add(const Config& config, const NewEmoji& wanted);
Result<int> emoji_list(const Config& config, bool json);
Result<int> emoji_remove(const Config& config, const std::string& shortcode);

struct NewAnnouncement {
    std::string text;   // "-": standard input
    std::string starts; // RFC 3339, or a date; empty: none
    std::string ends;
    bool all_day = false;
    bool json = false;
};
Result<int> announcement_create(const Config& config, const NewAnnouncement& wanted);
Result<int> announcement_list(const Config& config, bool json);
Result<int> announcement_delete(const Config& config, const std::string& id);

Result<int> report_list(const Config& config, bool all, bool json);
Result<int> report_show(const Config& config, const std::string& id, bool json);
// `by`: the moderator who did it; empty: nobody is named.
Result<int> report_resolve(const Config& config, const std::string& id, const std::string& by);
Result<int> report_reopen(const Config& config, const std::string& id);

struct NewRule {
    std::string text;
    std::string hint;
    bool json = false;
};
Result<int> rule_add(const Config& config, const NewRule& wanted);
Result<int> rule_list(const Config& config, bool json);
Result<int> rule_remove(const Config& config, const std::string& id);

struct NewDomainBlock {
    std::string domain;
    std::string severity = "silence"; // suspend, silence or noop
    bool reject_media = false;
    bool reject_reports = false;
    std::string comment;        // for admins
    std::string public_comment; // for everybody
    bool obfuscate = false;     // everybody sees a part of the name only
    bool json = false;
};
// Errors: conflict if a block there is already does as much.
Result<int> domain_block_add(const Config& config, const NewDomainBlock& wanted);
Result<int> domain_block_list(const Config& config, bool json);
Result<int> domain_block_remove(const Config& config, const std::string& domain);

// What admins decide while the server runs: its title, who may join, and so on.
Result<int> setting_list(const Config& config, bool json);
Result<int> setting_get(const Config& config, const std::string& key);
// value "-": standard input, for long texts.
Result<int> setting_set(const Config& config, const std::string& key, const std::string& value);

} // namespace kith::app
