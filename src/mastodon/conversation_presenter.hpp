// Direct conversations as the API shows them. https://docs.joinmastodon.org/entities/Conversation/
#pragma once

#include "mastodon/status_presenter.hpp"
#include "store/conversations.hpp"

#include <span>
#include <string>

namespace kith::mastodon {

// Thread-safe.
class ConversationPresenter {
public:
    ConversationPresenter(AccountPresenter& accounts, StatusPresenter& statuses)
        : accounts_(accounts), statuses_(statuses) {}

    StatusPresenter::Epochs epochs() const { return statuses_.epochs(); }

    // A JSON list, without those in which everybody else is hidden from the viewer, and whose last status may not be
    // seen. All belong to the viewer.
    Result<std::string> list(const store::ReadTx& tx, std::span<const store::Conversation> conversations,
                             const services::Viewer& viewer, StatusPresenter::Epochs epochs);
    // Errors: not_found, if it would not be in the list.
    Result<std::string> one(const store::ReadTx& tx, const store::Conversation& conversation,
                            const services::Viewer& viewer, StatusPresenter::Epochs epochs);

private:
    Result<std::vector<std::string>> each(const store::ReadTx& tx, std::span<const store::Conversation> conversations,
                                          const services::Viewer& viewer, StatusPresenter::Epochs epochs);

    AccountPresenter& accounts_;
    StatusPresenter& statuses_;
};

} // namespace kith::mastodon
