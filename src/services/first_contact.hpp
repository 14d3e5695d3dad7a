// What reaches whom: each message to a member runs through the etiquette (relationship/decide.hpp), and is either
// delivered or waits in the receiver's requests with its reasons. Nothing is dropped but what the receiver's own
// notification policy drops, nothing expires.
//
// The sender sees for whom a message waits, and that depends on the etiquette and a notification policy that filters
// alone: whom the receiver muted, and what their policy drops, makes no difference to it.
#pragma once

#include "relationship/decide.hpp"
#include "services/events.hpp"
#include "services/notifier.hpp"
#include "store/first_messages.hpp"
#include "store/held_messages.hpp"
#include "store/store.hpp"

#include <span>
#include <vector>

namespace kith::services {

// A status and the people it speaks to.
struct Message {
    const Status& status;
    const Account& author;
    std::span<const Account> mentioned; // remote ones too
    relationship::Judgement judgement;  // of the words alone
    bool has_media = false;
    const Account* quoted = nullptr; // whose status it quotes, if another's
};

// What the decisions need to know of an author's earlier messages to strangers, found out once a message.
struct FirstMessageFacts {
    relationship::TemplateSignature signature;
    std::vector<store::KeptFirstMessage> earlier; // within the window of templates, not those of this status
    bool autopilot = false;
    bool says_automated = false;
};

// How the receiver stands to the author, and what the receiver allows; for local receivers.
struct ReceiverFacts {
    AccountId receiver;
    relationship::Standing author;
    unsigned unanswered = 0;
    Time last_spoken = relationship::never; // the receiver to the author
    relationship::ReceiverPolicy policy;
    relationship::Boundaries boundaries;
    relationship::Accepted accepted;
};

// Whether the text declares itself automated ("This is an automated message", #automated). Pure.
bool says_automated(std::string_view text);
// Of `accounts`, those whose automated first messages of the last 90 days were answered and who hardly answered back.
Result<std::vector<AccountId>> on_autopilot(const store::ReadTx& tx, std::span<const AccountId> accounts, Time now);

// Of local accounts, in the order given, as they stand to the author now. One query a noun and one a receiver.
Result<std::vector<ReceiverFacts>> receiver_facts(const store::ReadTx& tx, AccountId author,
                                                  std::span<const AccountId> receivers, Time now);
// `receivers`: all whom the words speak to, remote ones too; their names do not tell one letter from another.
Result<FirstMessageFacts> first_message_facts(const store::ReadTx& tx, const Account& author, std::string_view words,
                                              std::span<const Account* const> receivers, StatusId status, Time now);
relationship::TemplateVerdict judge_template(const FirstMessageFacts& facts, AccountId receiver, Time now);

class FirstContact {
public:
    FirstContact(const Clock& clock, IdMaker& ids, Events& events)
        : clock_(clock), ids_(ids), events_(events), notifier_(clock, ids, events) {}

    // A new status: tells its local receivers (those it mentions, and whom it quotes, if they may read it) or holds it
    // for them, puts a direct one into the conversations of those whom it reaches, and remembers first messages.
    // Answers the receivers whom it has not reached: it waits for them, their notification policy drops it, or one
    // blocks the other. Within the transaction that stored it, before its interactions are recorded.
    Result<std::vector<AccountId>> deliver(store::WriteTx& tx, const Message& message);

    // An edited status: people it speaks to only now are told as by deliver(); for those who have it and have not
    // written in the conversation, words that would have waited wait from now on; for those whom it waits for, the
    // reasons follow the words; for whom it no longer speaks to it waits no more. `known`: whom it mentioned before.
    // Answers as deliver().
    Result<std::vector<AccountId>> redeliver(store::WriteTx& tx, const Message& message,
                                             std::span<const AccountId> known);

private:
    struct Receiver {
        const Account* account = nullptr;
        bool mentioned = false;
        bool quoted = false;
        bool known = false; // it spoke to them before it was edited
        Notifier::Reception reception;
    };
    struct Decided {
        Receiver receiver;
        relationship::Judgement judgement; // with template and autopilot
        relationship::DeliveryDecision decision;
    };

    static std::vector<Receiver> local_receivers(const Message& message);
    static std::vector<NotificationKind> kinds_of(const Receiver& receiver);
    Result<std::vector<Receiver>> received_by(const store::ReadTx& tx, const Message& message) const;
    static std::vector<AccountId> take_refused(std::vector<Receiver>& receivers);
    Result<void> tell(store::WriteTx& tx, const Message& message, const Receiver& receiver, Notifier::Reception how);
    static Result<std::vector<Decided>> decide(store::WriteTx& tx, const Message& message,
                                               std::span<const Receiver> receivers);
    static Result<void> remember_first(store::WriteTx& tx, const Message& message, const FirstMessageFacts& first,
                                       const relationship::TemplateVerdict& copies, const Decided& decided);
    Result<std::vector<AccountId>> deliver_to(store::WriteTx& tx, const Message& message,
                                              const std::vector<Decided>& decided);
    Result<void> note_answer(store::WriteTx& tx, const Message& message);
    Result<bool> hold_again(store::WriteTx& tx, const Message& message, const Decided& decided);
    Result<void> withdraw(store::WriteTx& tx, const Message& message, std::span<const Decided> decided,
                          AccountId account);
    static store::HeldMessage held(const Message& message, const Decided& decided);

    const Clock& clock_;
    IdMaker& ids_;
    Events& events_;
    Notifier notifier_;
};

} // namespace kith::services
