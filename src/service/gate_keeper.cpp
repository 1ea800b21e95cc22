#include "service/gate_keeper.h"

#include <algorithm>

#include "base/limits.h"
#include "base/log.h"
#include "service/gate_keeper_impl.h"

namespace cleangate::service {
namespace {

// Keys older than this many messages are left to the log's unique index.
constexpr std::size_t kRememberedKeys = 4096;

SightingAnswer silent(bool duplicate, bool recorded = false, DisplayText display = {}) {
  SightingAnswer answer;
  answer.duplicate = duplicate;
  answer.recorded = recorded;
  answer.display = std::move(display);
  answer.after_reply = [](bool) {};
  return answer;
}

}  // namespace

GateKeeper::GateKeeper(Plant& plant) : impl_(std::make_unique<Impl>(plant)) {}
GateKeeper::~GateKeeper() = default;

std::uint64_t GateKeeper::not_recorded() const {
  return impl_->not_recorded;
}

void GateKeeper::sighting(gate::Sighting sighting, SightingPhotos photos, Options options,
                          Answer answer) {
  auto job = std::make_shared<Job>();  // shared: the photo store and the lane both hold it
  job->sighting = std::move(sighting);
  job->photos = std::move(photos);
  job->options = std::move(options);
  impl_->arrive(std::move(job), std::move(answer));
}

void GateKeeper::Impl::arrive(std::shared_ptr<Job> job, Answer answer) {
  const auto& id = job->sighting.vendor_key;
  if (const auto known = keys.find(id); known != keys.end()) {
    const auto key = known->second;
    const bool is_live = job->sighting.is_live();
    if (key->phase == MessageKey::Phase::forsaken && is_live &&
        plant.clock.monotonic() - key->received <= kOpenDeadline) {
      return hand_over(key, std::move(job->options), std::move(answer));
    }
    return repeat(*key, {std::move(job->options.is_closed), std::move(answer), is_live});
  }
  const auto* device = plant.state.device(job->sighting.device);
  if (!device || !plant.state.lane(device->lane)) {
    log_event(LogLevel::warning, "sighting_without_lane", {{"device", job->sighting.device}});
    return answer(silent(false));
  }
  job->lane = device->lane;
  auto key = std::make_shared<MessageKey>();  // shared with the reply's callback
  key->id = id;
  key->lane = job->lane;
  key->plate = job->sighting.plate;
  key->received = job->sighting.received_monotonic;
  key->answer = std::move(answer);
  keys.emplace(id, key);
  key_order.push_back(id);
  if (key_order.size() > kRememberedKeys) {
    keys.erase(key_order.front());
    key_order.pop_front();
  }
  answer_at_deadline(key);
  lanes[job->lane].queue.push_back(job);
  const auto settle = [this, job](Result<std::vector<MediaLocation>> stored) {
    job->photos_settled = true;
    if (stored) {
      job->locations = *std::move(stored);
    } else {
      job->photo_fault = stored.error().message;
      log_event(LogLevel::error, "photos_missing", {{"cause", job->photo_fault}});
    }
    job->photos.bytes.reset();
    pump(job->lane);
  };
  if (job->photos.items.empty()) return settle(std::vector<MediaLocation>{});
  plant.media.store(job->photos.bytes, plant.executor, settle);
}

/// A camera whose answer stays away sends again: whatever the log does, it hears "no" in time. The
/// message is still being decided; when it is written, the lane holds.
void GateKeeper::Impl::answer_at_deadline(const std::shared_ptr<MessageKey>& key) {
  const auto age = plant.clock.monotonic() - key->received;
  const auto left = kOpenDeadline - std::chrono::duration_cast<Milliseconds>(age);
  plant.executor.post_after(std::max(left, Milliseconds{0}) + Milliseconds{1}, [this, key] {
    if (key->phase != MessageKey::Phase::deciding) return;
    key->is_late = true;
    key->show_wait();
    answer_all(*key);
  });
}

void GateKeeper::Impl::repeat(MessageKey& key, MessageKey::Waiter waiter) {
  using enum MessageKey::Phase;
  if (key.phase == done || key.phase == forsaken || key.is_late) {
    return waiter.answer(silent(true, key.recorded));
  }
  key.waiters.push_back(std::move(waiter));
}

void GateKeeper::Impl::pump(const std::string& lane) {
  auto& run = lanes[lane];
  if (run.busy || run.queue.empty() || !run.queue.front()->photos_settled) return;
  run.busy = true;
  const auto job = run.queue.front();
  run.queue.pop_front();
  process(job);
}

void GateKeeper::Impl::release(const std::string& lane) {
  lanes[lane].busy = false;
  plant.executor.post([this, lane] { pump(lane); });
}

/// Nothing will open for this message any more: everybody who waits is told so.
void GateKeeper::Impl::close_key(MessageKey& key) {
  key.phase = MessageKey::Phase::done;
  answer_all(key);
}

/// "No", to the first delivery with the text for the driver.
void GateKeeper::Impl::answer_all(MessageKey& key) {
  if (key.answer) std::exchange(key.answer, nullptr)(silent(false, key.recorded, key.display));
  for (auto& waiter : std::exchange(key.waiters, {})) waiter.answer(silent(true, key.recorded));
}

/// The single opening goes out with this delivery's reply.
void GateKeeper::Impl::hand_over(const std::shared_ptr<MessageKey>& key, Options options,
                                 Answer answer) {
  const auto now = plant.clock.monotonic();
  if (options.is_closed && options.is_closed()) return replied(key, false);
  const bool in_time = gate::may_open_now(lane_state(key->lane), key->received, now);
  if (!in_time || !is_wanted(key->lane, key->passage)) {
    key->show_wait();
    answer(silent(false, key->recorded, key->display));
    close_key(*key);
    return not_opened(key->lane, key->passage, in_time ? "another vehicle has come" : "deadline");
  }
  key->phase = MessageKey::Phase::opening;
  SightingAnswer opening;
  opening.open = true;
  opening.recorded = key->recorded;
  opening.display = key->display;
  opening.after_reply = [this, key](bool written) {
    plant.executor.post([this, key, written] { replied(key, written); });
  };
  answer(std::move(opening));
}

void GateKeeper::Impl::replied(const std::shared_ptr<MessageKey>& key, bool written) {
  if (written) {
    close_key(*key);
    return opened(key->lane, key->passage, "reply_written", "reply", Json(), nullptr);
  }
  // The camera hung up before it could read "open". One duplicate may take its place.
  key->phase = MessageKey::Phase::forsaken;
  const auto candidate = std::ranges::find_if(key->waiters, &MessageKey::Waiter::may_take_over);
  if (candidate != key->waiters.end()) {
    auto next = std::move(*candidate);
    key->waiters.erase(candidate);
    return hand_over(key, {true, std::move(next.is_closed)}, std::move(next.answer));
  }
  const auto left = kOpenDeadline - std::chrono::duration_cast<Milliseconds>(
                                        plant.clock.monotonic() - key->received);
  plant.executor.post_after(std::max(left, Milliseconds{0}) + Milliseconds{1}, [this, key] {
    if (key->phase != MessageKey::Phase::forsaken) return;
    close_key(*key);
    not_opened(key->lane, key->passage, "connection closed");
  });
}

}  // namespace cleangate::service
