#include "http/api/live_door.h"

namespace cleangate::http {
namespace {

constexpr std::uint16_t kPolicyViolation = 1008;  // RFC 6455 section 7.4.1

}  // namespace

/// The client is shared with its connection and the hub.
void LiveDoor::add(const Principal& principal, Role asked,
                   const std::shared_ptr<LiveClient>& client) {
  const std::scoped_lock lock(mutex_);
  std::erase_if(guests_, [](const Guest& guest) { return guest.client.expired(); });
  guests_.push_back({principal, asked, client});
}

void LiveDoor::recheck(const Holds& holds) {
  std::vector<std::shared_ptr<LiveClient>> out;  // shared for a moment: closed unlocked
  {
    const std::scoped_lock lock(mutex_);
    std::erase_if(guests_, [&](const Guest& guest) {
      auto client = guest.client.lock();
      if (client && holds(guest.principal, guest.asked)) return false;
      if (client) out.push_back(std::move(client));
      return true;
    });
  }
  for (const auto& client : out) client->close(kPolicyViolation, "signed out");
}

std::vector<Principal> LiveDoor::open() const {
  const std::scoped_lock lock(mutex_);
  std::vector<Principal> out;
  for (const auto& guest : guests_) {
    if (!guest.client.expired()) out.push_back(guest.principal);
  }
  return out;
}

}  // namespace cleangate::http
