#include "store/sqlite/plant_store.h"

#include <pthread.h>
#include <sched.h>

#include <condition_variable>
#include <cstdlib>
#include <exception>
#include <mutex>
#include <thread>

#include "base/limits.h"
#include "base/log.h"
#include "store/sqlite/log_writer.h"
#include "store/sqlite/note_courier.h"

namespace cleangate::store {
namespace {

using service::Log;
using Threading = PlantStoreOptions::Threading;
using Listeners = std::vector<service::CommitListener*>;

/// With both cores busy a commit waits 4 ms for its turn instead of 0.2 ms (limits.md, section 1).
/// Without the right to ask, the ordinary priority stays.
void ask_for_real_time() {
  constexpr int kPriority = 5;
  const sched_param wanted{.sched_priority = kPriority};
  (void)pthread_setschedparam(pthread_self(), SCHED_RR, &wanted);
}

void tell(const Listeners& listeners, std::vector<Answer>& answers) {
  for (Answer& answer : answers) {
    std::shared_ptr<const service::Committed> last;
    if (answer.written) {
      for (const auto& committed : *answer.written) {
        for (service::CommitListener* listener : listeners) listener->committed(committed);
        last = committed;
      }
    }
    if (!answer.done) continue;
    if (answer.written) {
      answer.done(std::move(last));
    } else {
      answer.done(std::unexpected(answer.written.error()));
    }
  }
}

}  // namespace

class PlantStore::Impl {
 public:
  Impl(PlantStoreOptions options, std::string plant_id, std::string origin, LogWriter writer,
       const Clock& clock, Random& random, Executor& plant)
      : plant_id_(std::move(plant_id)),
        origin_(std::move(origin)),
        clock_(clock),
        random_(random),
        plant_(plant),
        writer_(std::move(writer)),
        courier_(std::move(options.checkpoint_sinks), options.threading == Threading::own_thread) {
    publish();
    if (options.threading == Threading::own_thread) thread_ = std::thread([this] { run(); });
  }

  void append(std::vector<service::Draft> drafts, service::Priority priority,
              service::Reserve reserve, Log::Done done) {
    WriteJob job{{}, priority, reserve, std::move(done)};
    auto queued = check(drafts.size());
    for (std::size_t i = 0; i < drafts.size() && queued; ++i) {
      auto prepared = prepare(std::move(drafts[i]), random_);
      if (prepared) {
        job.entries.push_back(*std::move(prepared));
      } else {
        queued = std::unexpected(std::move(prepared).error());
      }
    }
    if (queued) queued = push(job);
    if (queued) return wake_.notify_one();
    answer_one({std::move(job.done), std::unexpected(std::move(queued).error())});
  }

  /// One group, then what is due. The writer's thread, or the caller's in manual mode.
  bool work() {
    std::vector<WriteJob> group;
    {
      const std::lock_guard lock(mutex_);
      group = queue_.take_group();
    }
    const bool due = clock_.monotonic() >= writer_.next_due();
    const bool had_work = !group.empty() || due;
    try {
      if (!group.empty()) answer(writer_.process(std::move(group)));
      publish();
      answer(writer_.upkeep());
    } catch (const std::exception& broken) {
      // What the log holds is no longer certain to this process: entry fails closed.
      log_event(LogLevel::error, "log_writer_broken", {{"cause", broken.what()}});
      std::abort();
    }
    publish();
    courier_.bring(writer_.take_notes());
    return had_work;
  }

  void stop() {
    {
      const std::lock_guard lock(mutex_);
      if (stopping_) return;
      stopping_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) {
      thread_.join();
    } else {
      drain();
    }
    courier_.stop();
  }

  void add_listener(service::CommitListener& listener) { listeners_->push_back(&listener); }
  [[nodiscard]] MonotonicTime next_due() const { return writer_.next_due(); }
  [[nodiscard]] const std::string& plant_id() const { return plant_id_; }
  [[nodiscard]] const std::string& origin() const { return origin_; }
  [[nodiscard]] PlantStoreStatus status() const {
    const std::lock_guard lock(mutex_);
    PlantStoreStatus status = status_;
    status.queued = queue_.entries();
    return status;
  }

 private:
  static Result<void> check(std::size_t drafts) {
    if (drafts == 0) return fail(ErrorCode::invalid, "nothing to append");
    if (drafts <= kMaxWriterQueue) return {};
    return fail(ErrorCode::too_large, "too many entries for one transaction");
  }

  Result<void> push(WriteJob& job) {
    const std::lock_guard lock(mutex_);
    if (stopping_) return fail(ErrorCode::unavailable, "the log is closing");
    return queue_.push(std::move(job));
  }

  void run() {
    pthread_setname_np(pthread_self(), "log-writer");
    ask_for_real_time();
    while (true) {
      {
        std::unique_lock lock(mutex_);
        const auto due = writer_.next_due();
        const auto now = clock_.monotonic();
        const auto wait = std::min<std::chrono::microseconds>(due - now, kHeartbeatInterval);
        wake_.wait_for(lock, wait, [this] { return stopping_ || !queue_.empty(); });
        if (stopping_) break;
      }
      work();
    }
    drain();
  }

  void drain() {
    while (!is_idle()) work();
    writer_.finish();
    publish();
    courier_.bring(writer_.take_notes());
  }

  [[nodiscard]] bool is_idle() const {
    const std::lock_guard lock(mutex_);
    return queue_.empty();
  }

  void publish() {
    const std::lock_guard lock(mutex_);
    status_ = {writer_.size(), writer_.signed_size(), 0, writer_.reserve_whole(),
               writer_.problem()};
  }

  void answer(std::vector<Answer> answers) {
    if (answers.empty()) return;
    plant_.post([listeners = listeners_, answers = std::move(answers)]() mutable {
      tell(*listeners, answers);
    });
  }

  void answer_one(Answer one) {
    std::vector<Answer> answers;
    answers.push_back(std::move(one));
    answer(std::move(answers));
  }

  const std::string plant_id_, origin_;
  const Clock& clock_;
  Random& random_;
  Executor& plant_;
  LogWriter writer_;  ///< the writer's thread only
  NoteCourier courier_;
  // Shared with what is posted to the plant, which may outlive this store.
  std::shared_ptr<Listeners> listeners_ = std::make_shared<Listeners>();

  mutable std::mutex mutex_;  ///< guards queue_, status_, stopping_
  std::condition_variable wake_;
  WriteQueue queue_;
  PlantStoreStatus status_;
  bool stopping_ = false;
  std::thread thread_;
};

PlantStore::PlantStore(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

PlantStore::~PlantStore() {
  stop();
}

Result<std::unique_ptr<PlantStore>> PlantStore::open(PlantStoreOptions options, const Clock& clock,
                                                     Random& random, Executor& plant,
                                                     SigningKey key) {
  PlantFile file =
      TRY(open_plant_file(options.path, options.plant_id, options.create, options.vfs));
  std::string plant_id = file.plant_id;
  std::string origin = file.origin;
  auto writer = TRY(GroupWriter::open(std::move(file), std::move(key)));
  ReserveFile reserve(reserve_path(options.path), options.reserve_bytes.value_or(kReserveFileBytes),
                      options.free_space);
  if (const auto made = reserve.create(); !made) {
    log_event(LogLevel::error, "no_reserve", {{"problem", made.error().message}});
  }
  std::unique_ptr<WalMover> mover;
  if (options.threading == Threading::own_thread) {
    mover = std::make_unique<WalMover>(options.path, options.vfs);
  }
  LogWriter log_writer(std::move(writer), std::move(reserve), std::move(mover), clock, random);
  return std::unique_ptr<PlantStore>(new PlantStore(
      std::make_unique<Impl>(std::move(options), std::move(plant_id), std::move(origin),
                             std::move(log_writer), clock, random, plant)));
}

void PlantStore::add_listener(service::CommitListener& listener) {
  impl_->add_listener(listener);
}

void PlantStore::append(service::Draft draft, service::Priority priority, service::Reserve reserve,
                        Done done) {
  std::vector<service::Draft> drafts;
  drafts.push_back(std::move(draft));
  impl_->append(std::move(drafts), priority, reserve, std::move(done));
}

void PlantStore::append_all(std::vector<service::Draft> drafts, service::Priority priority,
                            service::Reserve reserve, Done done) {
  impl_->append(std::move(drafts), priority, reserve, std::move(done));
}

bool PlantStore::run_pending() {
  return impl_->work();
}
MonotonicTime PlantStore::next_due() const {
  return impl_->next_due();
}
void PlantStore::stop() {
  impl_->stop();
}
PlantStoreStatus PlantStore::status() const {
  return impl_->status();
}
const std::string& PlantStore::plant_id() const {
  return impl_->plant_id();
}
const std::string& PlantStore::origin() const {
  return impl_->origin();
}

}  // namespace cleangate::store
