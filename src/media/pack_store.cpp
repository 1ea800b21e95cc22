#include "media/pack_store.h"

#include <pthread.h>
#include <sched.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "base/limits.h"
#include "base/log.h"
#include "media/pack_format.h"

namespace cleangate::media {
namespace {

using Photos = std::shared_ptr<const std::vector<PhotoBytes>>;
using Locations = std::vector<MediaLocation>;

/// One call of store() on its way. `done` is touched on its executor only.
struct Pending {
  Photos photos;
  std::uint64_t bytes = 0;  ///< of the records
  Executor* answer_on = nullptr;
  service::MediaStore::Done done;
  Executor::TimerId watchdog = 0;
  std::atomic<bool> given_up = false;  ///< set by the watchdog: nobody waits any more
};

void answer(const std::shared_ptr<Pending>& pending, Result<Locations> result) {
  pending->answer_on->post([pending, result = std::move(result)]() mutable {
    if (!pending->done) return;
    pending->answer_on->cancel(pending->watchdog);
    std::exchange(pending->done, nullptr)(std::move(result));
  });
}

void refuse(Executor& answer_on, service::MediaStore::Done done, Error error) {
  answer_on.post([done = std::move(done), error = std::move(error)]() mutable {
    done(std::unexpected(std::move(error)));
  });
}

void ask_for_real_time() {
  sched_param parameters{};
  parameters.sched_priority = sched_get_priority_min(SCHED_RR);
  (void)pthread_setschedparam(pthread_self(), SCHED_RR, &parameters);
}

}  // namespace

/// Queue, writer and what is known of the disk. Outlives the store while a call hangs in it.
class PackStore::Core : public std::enable_shared_from_this<PackStore::Core> {
 public:
  explicit Core(PackWriter writer) : writer_(std::move(writer)) {}

  void start() {
    thread_ = std::thread([core = shared_from_this()] { core->run(); });
    pthread_setname_np(thread_.native_handle(), "media");
  }

  /// Keeps a place in the queue, which enqueue() must take; or says why there is none.
  Result<void> reserve(std::uint64_t bytes, MonotonicTime now) {
    const std::scoped_lock lock(mutex_);
    if (auto error = objection(bytes, now)) {
      ++counters_.refused;
      return std::unexpected(*std::move(error));
    }
    ++waiting_;
    waiting_bytes_ += bytes;
    return {};
  }

  void enqueue(std::shared_ptr<Pending> pending) {
    const std::scoped_lock lock(mutex_);
    queue_.push_back(std::move(pending));
    wake_.notify_one();
  }

  /// A request waited kMediaAnswerLimit. New ones are not made to wait for the same sync.
  void note_late() {
    const std::scoped_lock lock(mutex_);
    ++counters_.late;
    if (busy_) hung_group_ = group_;
  }

  void stop() {
    std::unique_lock lock(mutex_);
    stopping_ = true;
    wake_.notify_one();
    const bool ended = idle_.wait_for(lock, kMediaStopLimit, [&] { return ended_; });
    closed_ = true;
    lock.unlock();
    if (ended) return thread_.join();
    log_event(LogLevel::error, "media.hung_at_stop");
    thread_.detach();
  }

  PackStoreCounters counters() {
    const std::scoped_lock lock(mutex_);
    return counters_;
  }

 private:
  using Group = std::vector<std::shared_ptr<Pending>>;

  std::optional<Error> objection(std::uint64_t bytes, MonotonicTime now) {
    if (failed_) {  // stamped here: the writer's thread reads no clock
      failed_ = false;
      retry_at_ = now + retry_after_;
      retry_after_ = std::min<Milliseconds>(2 * retry_after_, kMediaRetryMost);
    }
    if (now < retry_at_) return Error{ErrorCode::unavailable, "the media disk failed a moment ago"};
    if (busy_ && hung_group_ == group_) {
      return Error{ErrorCode::unavailable, "the media disk does not answer"};
    }
    if (waiting_ >= kMaxMediaQueue || waiting_bytes_ + bytes > kMaxMediaQueueBytes) {
      return Error{ErrorCode::unavailable, "the media disk is too slow"};
    }
    return std::nullopt;
  }

  void run() {
    ask_for_real_time();
    std::unique_lock lock(mutex_);
    while (true) {
      wake_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
      if (queue_.empty()) break;
      Group group = take_group();
      if (group.empty()) continue;
      busy_ = true;
      ++group_;
      lock.unlock();
      Result<Locations> result = append(group);
      // Not under the lock: the program's log may lie on the same hung disk.
      if (!result)
        log_event(LogLevel::error, "media.not_stored", {{"cause", result.error().message}});
      lock.lock();
      busy_ = false;
      finish(group, std::move(result));
    }
    ended_ = true;
    idle_.notify_all();
  }

  Group take_group() {
    Group group;
    std::uint64_t bytes = 0;
    std::size_t photos = 0;
    while (!queue_.empty()) {
      const auto& next = queue_.front();
      if (!group.empty() && (bytes + next->bytes > kMaxMediaGroupBytes ||
                             photos + next->photos->size() > kMaxMediaGroupPhotos)) {
        break;
      }
      leave(*next);
      if (!next->given_up) {
        bytes += next->bytes;
        photos += next->photos->size();
        group.push_back(next);
      }
      queue_.pop_front();
    }
    return group;
  }

  Result<Locations> append(const Group& group) {
    std::vector<const PhotoBytes*> photos;
    for (const auto& pending : group) {
      for (const auto& photo : *pending->photos) photos.push_back(&photo);
    }
    return writer_.append(photos);
  }

  void finish(const Group& group, Result<Locations> result) {
    if (!result) return finish_failed(group, result.error());
    retry_after_ = kMediaRetryFirst;
    ++counters_.syncs;
    auto next = result->begin();
    for (const auto& pending : group) {
      const auto end = next + static_cast<std::ptrdiff_t>(pending->photos->size());
      for (const auto& photo : *pending->photos) counters_.bytes += photo.bytes.size();
      counters_.photos += pending->photos->size();
      if (!closed_) answer(pending, Locations(next, end));
      next = end;
    }
  }

  void finish_failed(const Group& group, const Error& error) {
    ++counters_.failures;
    if (closed_) return;
    for (const auto& pending : group) answer(pending, std::unexpected(error));
    // A full disk may be emptied at any moment; a failing one is left alone for a while.
    if (error.code == ErrorCode::full) return;
    failed_ = true;
    for (const auto& pending : queue_) {
      leave(*pending);
      answer(pending, std::unexpected(error));
    }
    queue_.clear();
  }

  void leave(const Pending& pending) {
    --waiting_;
    waiting_bytes_ -= pending.bytes;
  }

  std::mutex mutex_;  ///< guards all members but writer_ and thread_
  std::condition_variable wake_;
  std::condition_variable idle_;
  std::deque<std::shared_ptr<Pending>> queue_;
  std::size_t waiting_ = 0;  ///< in the queue or about to be
  std::uint64_t waiting_bytes_ = 0;
  bool stopping_ = false;
  bool closed_ = false;  ///< the store is gone: executors may be too
  bool ended_ = false;
  bool busy_ = false;
  std::uint64_t group_ = 0;  ///< counts groups; the one in hand while busy_
  std::uint64_t hung_group_ = 0;
  bool failed_ = false;  ///< since then nobody has asked
  MonotonicTime retry_at_ = MonotonicTime::min();
  Milliseconds retry_after_ = kMediaRetryFirst;
  PackStoreCounters counters_;
  PackWriter writer_;  ///< of the writer's thread
  std::thread thread_;
};

std::unique_ptr<PackStore> PackStore::open(PackOptions options, std::shared_ptr<FileLayer> files,
                                           const Clock& clock) {
  PackReader reader(files, options.folder);
  auto core = std::make_shared<Core>(PackWriter(std::move(options), std::move(files)));
  core->start();
  return std::unique_ptr<PackStore>(new PackStore(std::move(core), std::move(reader), clock));
}

PackStore::PackStore(std::shared_ptr<Core> core, PackReader reader, const Clock& clock)
    : core_(std::move(core)), reader_(std::move(reader)), clock_(clock) {}

PackStore::~PackStore() {
  core_->stop();
}

void PackStore::store(std::shared_ptr<const std::vector<PhotoBytes>> photos, Executor& answer_on,
                      Done done) {
  if (photos->empty()) {
    answer_on.post([done = std::move(done)]() mutable { done(Locations{}); });
    return;
  }
  auto pending = std::make_shared<Pending>();
  for (const auto& photo : *photos) {
    if (photo.bytes.size() > kMaxBodyBytes) {
      return refuse(answer_on, std::move(done),
                    {ErrorCode::too_large, "a photo is longer than any message may be"});
    }
    pending->bytes += record_bytes(photo.bytes.size());
  }
  if (auto place = core_->reserve(pending->bytes, clock_.monotonic()); !place) {
    return refuse(answer_on, std::move(done), std::move(place).error());
  }
  pending->photos = std::move(photos);
  pending->answer_on = &answer_on;
  pending->done = std::move(done);
  pending->watchdog = answer_on.post_after(kMediaAnswerLimit, [pending, core = core_] {
    if (!pending->done) return;
    pending->given_up = true;
    core->note_late();
    std::exchange(pending->done,
                  nullptr)(fail(ErrorCode::unavailable, "the media disk did not answer in time"));
  });
  core_->enqueue(std::move(pending));
}

Result<std::string> PackStore::read(const MediaLocation& location, const Hash& sha256) {
  return reader_.read(location, sha256);
}

PackStoreCounters PackStore::counters() const {
  return core_->counters();
}

}  // namespace cleangate::media
