#include "http/api/live_door.h"

#include <algorithm>

#include "base/limits.h"

namespace cleangate::http {
namespace {

// RFC 6455 section 7.4.1; 1013 is in IANA's registry of WebSocket close codes.
constexpr std::uint16_t kPolicyViolation = 1008, kTryAgainLater = 1013;

}  // namespace

/// Under the lock.
bool LiveDoor::is_free(const Principal& principal) const {
  const auto open = std::ranges::count_if(guests_, [&](const Guest& guest) {
    return guest.principal.id == principal.id && !guest.client.expired();
  });
  return static_cast<std::size_t>(open) < kMaxLivePerPrincipal;
}

bool LiveDoor::has_room(const Principal& principal) const {
  const std::scoped_lock lock(mutex_);
  return is_free(principal);
}

/// The client is shared with its connection and the hub.
bool LiveDoor::add(const Principal& principal, Role asked,
                   const std::shared_ptr<LiveClient>& client) {
  {
    const std::scoped_lock lock(mutex_);
    std::erase_if(guests_, [](const Guest& guest) { return guest.client.expired(); });
    if (is_free(principal)) {
      guests_.push_back({principal, asked, client});
      return true;
    }
  }
  client->close(kTryAgainLater, "too many of this token, key or user");
  return false;
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
