#include "services/passwords.hpp"

#include "core/crypto.hpp"
#include "core/text.hpp"
#include "services/users.hpp"

#include <mutex>

namespace kith::services {
namespace {

std::mutex one_at_a_time;

} // namespace

Result<void> check_password(std::string_view password) {
    if (count_code_points(password) < Users::shortest_password)
        return invalid("password_too_short", "A password needs at least 8 characters");
    if (password.size() > Users::longest_password)
        return invalid("password_too_long", "A password can have at most 256 bytes");
    return {};
}

Result<std::string> make_password_hash(std::string_view password) {
    std::scoped_lock lock(one_at_a_time);
    return hash_password(password);
}

bool is_password(std::string_view hash, std::string_view password) {
    if (password.size() > Users::longest_password) return false;
    std::scoped_lock lock(one_at_a_time);
    static const auto nobodys = hash_password(random_token());
    bool right = verify_password(hash.empty() && nobodys ? std::string_view(*nobodys) : hash, password);
    return right && !hash.empty();
}

} // namespace kith::services
