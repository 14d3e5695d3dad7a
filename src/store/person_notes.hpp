// What a member wrote down about a person: notes, tags, dates, how they met.
#pragma once

namespace kith::store {

class PersonNotes {
public:
    virtual ~PersonNotes() = default;
};

} // namespace kith::store
