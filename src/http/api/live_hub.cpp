#include "http/api/live_hub.h"

#include <algorithm>

#include "base/limits.h"

namespace cleangate::http {
namespace {

std::shared_ptr<const std::string> shared_text(const Json& json) {
  return std::make_shared<const std::string>(json.dump());
}

}  // namespace

void LiveHub::passage_changed(std::uint64_t index, const Json& passage) {
  const std::scoped_lock lock(mutex_);
  last_index_ = static_cast<std::int64_t>(index);
  if (consoles_.empty()) return;
  const Message message{shared_text(Json::object(
                            {{"type", "passage"}, {"index", last_index_}, {"passage", passage}})),
                        last_index_};
  for (auto& [key, console] : consoles_) tell(console, message);
}

void LiveHub::tell(Console& console, const Message& message) {
  if (console.live) {
    const auto index = message.index == kNoEntry ? last_index_ : message.index;
    (void)console.client->send(message.text, index);
  } else if (console.held.size() < kMaxLiveBacklog) {
    console.held.push_back(message);
  } else {
    console.too_much = true;
  }
}

void LiveHub::board(const Json& message) {
  const std::scoped_lock lock(mutex_);
  if (boards_.empty()) return;
  const auto text = shared_text(message);
  for (const auto& [key, client] : boards_) (void)client->send(text, last_index_);
}

void LiveHub::alert(const Json& alert) {
  const std::scoped_lock lock(mutex_);
  const auto text = shared_text(alert);
  if (const auto on = alert["on"].boolean()) {
    const std::string name(alert["alert"].text().value_or(""));
    *on ? void(lasting_[name] = text) : void(lasting_.erase(name));
  }
  for (auto& [key, console] : consoles_) tell(console, {text, kNoEntry});
}

bool LiveHub::has_room() const {
  return consoles_.size() + boards_.size() < kMaxLiveClients;
}

bool LiveHub::join_board(const Client& client, const Json& state) {
  {
    const std::scoped_lock lock(mutex_);
    if (!has_room()) return false;
    (void)client->send(shared_text(state), last_index_);
    boards_.emplace(client.get(), client);
  }
  leave_with(client);
  return true;
}

bool LiveHub::join_console(const Client& client) {
  {
    const std::scoped_lock lock(mutex_);
    if (!has_room()) return false;
    Console& console = consoles_[client.get()];
    console.client = client;
    for (const auto& [name, text] : lasting_) tell(console, {text, kNoEntry});
  }
  leave_with(client);
  return true;
}

bool LiveHub::catch_up(const Client& client, std::int64_t after) {
  const std::scoped_lock lock(mutex_);
  const auto found = consoles_.find(client.get());
  if (found == consoles_.end()) return true;  // gone meanwhile
  Console& console = found->second;
  const auto held = std::exchange(console.held, {});
  if (std::exchange(console.too_much, false)) {
    for (const auto& [name, text] : lasting_) tell(console, {text, kNoEntry});
    return false;
  }
  std::int64_t sent = std::max<std::int64_t>(after, 0);
  for (const auto& message : held) {
    if (message.index != kNoEntry && message.index <= after) continue;
    sent = std::max(sent, message.index);
    (void)client->send(message.text, sent);  // an alert moves nobody's place in the log
  }
  console.live = true;
  return true;
}

/// Not under the lock: the handler is called at once when the client has gone already.
void LiveHub::leave_with(const Client& client) {
  client->on_close([this, key = client.get()] { leave(key); });
}

void LiveHub::leave(LiveClient* client) {
  Client last;  // dies outside the lock
  const std::scoped_lock lock(mutex_);
  if (const auto console = consoles_.extract(client)) last = console.mapped().client;
  if (const auto board = boards_.extract(client)) last = board.mapped();
}

std::size_t LiveHub::clients() const {
  const std::scoped_lock lock(mutex_);
  return consoles_.size() + boards_.size();
}

}  // namespace cleangate::http
