#include "mastodon/conversation_presenter.hpp"

#include <algorithm>

namespace kith::mastodon {
namespace {

struct ConversationEntity {
    std::string id;
    bool unread = false;
    std::vector<json::Raw> accounts;
    std::optional<json::Raw> last_status;
};
BOOST_DESCRIBE_STRUCT(ConversationEntity, (), (id, unread, accounts, last_status))

// Whom the conversation is with; notes to oneself are with oneself.
std::vector<AccountId> partners(const store::Conversation& conversation) {
    if (conversation.participants.empty()) return {conversation.account_id};
    return conversation.participants;
}

} // namespace

Result<std::vector<std::string>> ConversationPresenter::each(const store::ReadTx& tx,
                                                             std::span<const store::Conversation> conversations,
                                                             const services::Viewer& viewer,
                                                             StatusPresenter::Epochs epochs) {
    std::vector<AccountId> people;
    std::vector<StatusId> ids;
    for (const auto& conversation : conversations) {
        auto with = partners(conversation);
        people.insert(people.end(), with.begin(), with.end());
        ids.push_back(conversation.last_status_id);
    }
    auto accounts = TRY(accounts_.load(tx, people, epochs.accounts));
    auto statuses = TRY(statuses_.each(tx, ids, {viewer, std::nullopt}, epochs));
    std::vector<std::string> texts;
    for (const auto& conversation : conversations) {
        auto with = partners(conversation);
        auto status = statuses.find(conversation.last_status_id);
        bool hidden = std::ranges::all_of(with, [&](AccountId id) { return viewer.hides(id); });
        if (hidden || status == statuses.end()) continue;
        ConversationEntity entity{.id = std::to_string(conversation.id),
                                  .unread = conversation.unread,
                                  .accounts = {},
                                  .last_status = json::Raw{status->second}};
        for (auto id : with)
            if (auto account = accounts.find(id); account != accounts.end())
                entity.accounts.push_back(json::Raw{account->second->json});
        texts.push_back(json::write(entity));
    }
    return texts;
}

Result<std::string> ConversationPresenter::list(const store::ReadTx& tx,
                                                std::span<const store::Conversation> conversations,
                                                const services::Viewer& viewer, StatusPresenter::Epochs epochs) {
    std::string out = "[";
    for (const auto& text : TRY(each(tx, conversations, viewer, epochs))) {
        if (out.size() > 1) out += ',';
        out += text;
    }
    return out += ']';
}

Result<std::string> ConversationPresenter::one(const store::ReadTx& tx, const store::Conversation& conversation,
                                               const services::Viewer& viewer, StatusPresenter::Epochs epochs) {
    auto texts = TRY(each(tx, std::span(&conversation, 1), viewer, epochs));
    if (texts.empty()) return not_found();
    return std::move(texts.front());
}

} // namespace kith::mastodon
