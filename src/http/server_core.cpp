#include "http/server_core.h"

#include <fmt/format.h>

#include "base/log.h"
#include "http/address.h"
#include "http/server_acceptor.h"

namespace cleangate::http {

ServerCore::ServerCore(const Clock& the_clock, ServerOptions the_options)
    : clock(the_clock),
      options(the_options),
      context(static_cast<int>(the_options.threads)),
      work_(asio::make_work_guard(context)) {}

ServerCore::~ServerCore() = default;

bool ServerCore::enter(Stoppable* key, std::weak_ptr<Stoppable> self, const Listener& listener,
                       const std::string& peer) {
  // This machine's own address is a proxy's or a simulator's: many people in one.
  const std::string counted = is_loopback(peer) ? "" : peer;
  const std::lock_guard lock(mutex_);
  if (stopping_ || open_.size() >= options.max_connections) return false;
  if (of_listener_[&listener] >= listener.max_connections) return false;
  if (!counted.empty()) {
    std::size_t& places = of_peer_[counted];
    if (places >= options.max_connections_per_peer) return false;
    ++places;
  }
  ++of_listener_[&listener];
  open_.emplace(key, Place{std::move(self), &listener, counted});
  return true;
}

void ServerCore::leave(Stoppable* key) {
  const std::lock_guard lock(mutex_);
  const auto found = open_.find(key);
  if (found == open_.end()) return;
  const Place& place = found->second;
  --of_listener_[place.listener];
  const auto peer = of_peer_.find(place.peer);
  if (peer != of_peer_.end() && --peer->second == 0) of_peer_.erase(peer);
  open_.erase(found);
  if (open_.empty()) emptied_.notify_all();
}

void ServerCore::replace(Stoppable* key, Stoppable* new_key, std::weak_ptr<Stoppable> self) {
  bool stopping = false;
  {
    const std::lock_guard lock(mutex_);
    auto node = open_.extract(key);
    if (node.empty()) return;
    node.key() = new_key;
    node.mapped().self = self;
    open_.insert(std::move(node));
    stopping = stopping_;
  }
  if (!stopping) return;
  if (auto late = self.lock()) late->drain();
}

std::size_t ServerCore::open() const {
  const std::lock_guard lock(mutex_);
  return open_.size();
}

bool ServerCore::take_body_room(std::size_t bytes) {
  if (body_bytes.fetch_add(bytes) + bytes <= options.max_bodies_bytes) return true;
  body_bytes.fetch_sub(bytes);
  return false;
}

Result<std::uint16_t> ServerCore::listen(Listener listener) {
  const std::string name = listener.name;
  auto acceptor = TRY(open_acceptor(shared_from_this(), std::move(listener)));
  acceptors_.push_back(acceptor);
  log_event(LogLevel::info, "http.listening",
            {{"listener", name}, {"port", fmt::to_string(acceptor->port())}});
  return acceptor->port();
}

void ServerCore::start() {
  for (const auto& acceptor : acceptors_) acceptor->start();
  for (std::size_t i = 0; i < options.threads; ++i) {
    threads_.emplace_back([this] { run(); });
  }
}

void ServerCore::run() {
  for (;;) {
    try {
      context.run();
      return;
    } catch (const std::exception& error) {  // a callback of a handler; the others go on
      log_event(LogLevel::error, "http.callback_threw", {{"what", error.what()}});
    }
  }
}

std::vector<std::shared_ptr<Stoppable>> ServerCore::everything() const {
  std::vector<std::shared_ptr<Stoppable>> out;
  const std::lock_guard lock(mutex_);
  for (const auto& [key, place] : open_) {
    if (auto strong = place.self.lock()) out.push_back(std::move(strong));
  }
  return out;
}

void ServerCore::stop() {
  {
    const std::lock_guard lock(mutex_);
    if (std::exchange(stopping_, true)) return;
  }
  for (const auto& acceptor : acceptors_) acceptor->stop();
  for (const auto& each : everything()) each->drain();
  if (!threads_.empty()) {
    std::unique_lock lock(mutex_);
    emptied_.wait_for(lock, options.stop_timeout, [this] { return open_.empty(); });
  }
  for (const auto& each : everything()) each->cut();
  {
    const std::lock_guard lock(running_mutex_);
    running_ = false;
  }
  work_.reset();
  for (auto& thread : threads_) thread.join();
  threads_.clear();
  context.restart();
  context.poll();  // nothing was started: end what was only posted
  acceptors_.clear();
}

}  // namespace cleangate::http
