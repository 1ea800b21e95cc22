#include "store/sqlite/note_courier.h"

#include "base/limits.h"
#include "base/log.h"

namespace cleangate::store {

NoteCourier::NoteCourier(std::vector<Sink> sinks, bool own_thread)
    : sinks_(std::move(sinks)),
      loop_(own_thread ? std::make_unique<RunLoop>("checkpoints") : nullptr) {}

NoteCourier::~NoteCourier() {
  stop();
}

void NoteCourier::bring(std::vector<std::string> notes) {
  if (notes.empty() || sinks_.empty()) return;
  {
    const std::lock_guard lock(mutex_);
    for (std::string& note : notes) waiting_.push_back(std::move(note));
    while (waiting_.size() > kMaxCheckpointBacklog) {
      waiting_.pop_front();
      log_event(LogLevel::warning, "checkpoint_not_brought", {{"cause", "the sinks are behind"}});
    }
  }
  if (loop_) {
    loop_->post([this] { bring_waiting(); });
  } else {
    bring_waiting();
  }
}

void NoteCourier::bring_waiting() {
  while (true) {
    std::string note;
    {
      const std::lock_guard lock(mutex_);
      if (waiting_.empty()) return;
      note = std::move(waiting_.front());
      waiting_.pop_front();
    }
    for (const Sink& sink : sinks_) sink(note);
  }
}

void NoteCourier::stop() {
  if (loop_) loop_->stop();
}

}  // namespace cleangate::store
