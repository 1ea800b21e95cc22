#include "http/api/live_hub.h"

#include "base/limits.h"

namespace cleangate::http {

void LiveHub::passage_changed(std::uint64_t index, const Json& passage) {
  const std::scoped_lock lock(mutex_);
  last_index_ = static_cast<std::int64_t>(index);
  send(consoles_,
       Json::object({{"type", "passage"}, {"index", last_index_}, {"passage", passage}}),
       last_index_);
}

void LiveHub::board(const Json& message) {
  const std::scoped_lock lock(mutex_);
  send(boards_, message, last_index_);
}

bool LiveHub::join(std::shared_ptr<LiveClient> client, bool is_board) {
  const std::scoped_lock lock(mutex_);
  if (consoles_.size() + boards_.size() >= kMaxLiveClients) return false;
  (is_board ? boards_ : consoles_).push_back(std::move(client));
  return true;
}

std::size_t LiveHub::clients() const {
  const std::scoped_lock lock(mutex_);
  return consoles_.size() + boards_.size();
}

void LiveHub::send(Clients& clients, const Json& message, std::int64_t index) {
  if (clients.empty()) return;
  // Shared: every client's queue holds the same text until it is written.
  const auto text = std::make_shared<const std::string>(message.dump());
  std::erase_if(clients, [&](const auto& client) { return !client->send(text, index); });
}

}  // namespace cleangate::http
