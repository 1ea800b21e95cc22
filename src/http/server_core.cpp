#include "http/server_core.h"

#include <fmt/format.h>

#include "base/log.h"
#include "http/server_acceptor.h"

namespace cleangate::http {

ServerCore::ServerCore(const Clock& the_clock, ServerOptions the_options)
    : clock(the_clock),
      options(the_options),
      context(static_cast<int>(the_options.threads)),
      work_(asio::make_work_guard(context)) {}

ServerCore::~ServerCore() = default;

bool ServerCore::enter(Stoppable* key, std::weak_ptr<Stoppable> self) {
  const std::lock_guard lock(mutex_);
  if (stopping_ || open_.size() >= options.max_connections) return false;
  open_.emplace(key, std::move(self));
  return true;
}

void ServerCore::leave(Stoppable* key) {
  const std::lock_guard lock(mutex_);
  open_.erase(key);
  if (open_.empty()) emptied_.notify_all();
}

void ServerCore::replace(Stoppable* key, Stoppable* new_key, std::weak_ptr<Stoppable> self) {
  bool stopping = false;
  {
    const std::lock_guard lock(mutex_);
    open_.erase(key);
    open_.emplace(new_key, self);
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
  for (const auto& [key, weak] : open_) {
    if (auto strong = weak.lock()) out.push_back(std::move(strong));
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
