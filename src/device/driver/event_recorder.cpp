#include "device/driver/event_recorder.h"

#include <utility>

#include "base/hash.h"
#include "base/limits.h"
#include "base/log.h"

namespace cleangate::device {
namespace {

constexpr std::size_t kMaxRepeatedEvents = 1024;  // devices times the words they use

Json missing_photos(const std::vector<ledger::MediaItem>& items, const std::string& cause) {
  Json list = Json::array();
  for (const ledger::MediaItem& item : items) {
    list.push(Json::object({{"kind", item.kind}, {"cause", cause}}));
  }
  return list;
}

/// What a reader of the event must know of its pictures without opening the media.
Json shown_photos(const std::vector<ledger::MediaItem>& items, bool stored) {
  Json list = Json::array();
  for (const ledger::MediaItem& item : items) {
    const char* state = !stored ? "missing" : item.decodable ? "stored" : "undecodable";
    list.push(Json::object({{"kind", item.kind}, {"size", item.size}, {"state", state}}));
  }
  return list;
}

}  // namespace

PhotoSet make_photo_set(std::vector<camera::Photo> photos) {
  PhotoSet set;
  std::vector<service::PhotoBytes> bytes;
  for (camera::Photo& photo : photos) {
    const Hash hash = sha256(photo.bytes);
    set.items.push_back(
        {hash, photo.bytes.size(), std::move(photo.kind), std::move(photo.mime), photo.decodable});
    bytes.push_back({std::move(photo.bytes), hash});
  }
  // Shared: the store may still write them when the message has been answered.
  set.bytes = std::make_shared<const std::vector<service::PhotoBytes>>(std::move(bytes));
  return set;
}

EventRecorder::EventRecorder(Executor& plant, service::Log& log, service::MediaStore& media,
                             Random& random)
    : plant_(plant), log_(log), media_(media), random_(random) {}

bool EventRecorder::is_repetition(const DeviceEvent& event) {
  if (event.repeats_as.empty()) return false;
  if (written_.size() > kMaxRepeatedEvents) written_.clear();  // only costs an entry more
  auto& last = written_[{event.device, event.repeats_as}];
  if (std::chrono::abs(event.received - last) < kDeviceEventInterval) return true;
  last = event.received;
  return false;
}

void EventRecorder::record(DeviceEvent event, std::move_only_function<void()> done) {
  plant_.post([this, event = std::move(event), done = std::move(done)]() mutable {
    if (is_repetition(event)) {
      if (done) done();
      return;
    }
    if (event.photos.items.empty()) return append(std::move(event), {}, {}, std::move(done));
    const auto bytes = std::exchange(event.photos.bytes, nullptr);
    media_.store(bytes, plant_,
                 [this, event = std::move(event), done = std::move(done)](
                     Result<std::vector<service::MediaLocation>> stored) mutable {
                   if (stored)
                     return append(std::move(event), *std::move(stored), {}, std::move(done));
                   append(std::move(event), {}, stored.error().message, std::move(done));
                 });
  });
}

void EventRecorder::append(DeviceEvent event, std::vector<service::MediaLocation> locations,
                           std::string photo_fault, std::move_only_function<void()> done) {
  using ledger::Field;
  service::Draft draft;
  draft.kind = ledger::Kind::device_state;
  draft.event_id = uuid_v7(event.received, random_);
  draft.event_time = event.received;
  draft.device = event.device;
  draft.payload.set(Field::state, std::string(event.state));
  if (!event.photos.items.empty()) {
    event.detail.set("photos", shown_photos(event.photos.items, photo_fault.empty()));
  }
  draft.payload.set(Field::detail, event.detail.dump());
  draft.payload.set(Field::source, "camera");
  if (photo_fault.empty()) {
    draft.media = std::move(event.photos.items);
    draft.locations = std::move(locations);
  } else {
    draft.payload.set(Field::photos_missing,
                      missing_photos(event.photos.items, photo_fault).dump());
  }
  log_.append(std::move(draft), service::Priority::bulk, service::Reserve::no,
              [device = event.device, done = std::move(done)](const auto& committed) mutable {
                if (!committed) {
                  log_event(LogLevel::error, "device_event_lost",
                            {{"device", device}, {"cause", committed.error().message}});
                }
                if (done) done();
              });
}

}  // namespace cleangate::device
