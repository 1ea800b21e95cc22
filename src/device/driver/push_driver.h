#pragma once
// Pushes of cameras of every make: read by the codec, handed to the gate as a sighting, answered
// in the make's own words. push() reads and hashes on the caller's (I/O) thread; the rest runs on
// the plant's executor, whose stop must come before this goes away. Never opens by itself: a
// reply opens only when the sink said so.

#include <optional>
#include <string>
#include <string_view>

#include "base/executor.h"
#include "device/driver/comet_queue.h"
#include "device/driver/device_health.h"
#include "device/driver/device_table.h"
#include "device/driver/event_recorder.h"
#include "device/driver/quarantine_writer.h"
#include "device/driver/sighting_sink.h"
#include "service/ports/device_push.h"

namespace cleangate::device {

/// One reading as the gate takes it. Pure. `message_key`: the plant's secret for the hash of the
/// vendor's key; without it a plate could be tried out of that hash.
[[nodiscard]] gate::Sighting make_sighting(const service::DeviceMessage& message,
                                           const camera::PlateReading& read,
                                           std::string_view message_key);

class PushDriver final : public service::DevicePush {
 public:
  /// All must outlive the driver.
  struct Ports {
    SightingSink& sink;
    Executor& plant;
    Clock& clock;
    EventRecorder& events;
    QuarantineWriter& quarantine;
    CometQueue& comet;
    DeviceHealth& health;
    const DeviceTable& devices;
    std::string message_key;  ///< make_sighting
  };
  explicit PushDriver(Ports ports);

  /// Unreadable messages are quarantined and answered 200 with the make's "got it", so that the
  /// camera does not send them for ever.
  void push(service::DeviceMessage message, Respond respond) override;

 private:
  void note(const service::DeviceMessage& message, std::string_view kind,
            std::optional<Milliseconds> clock_offset);
  void take_read(service::DeviceMessage message, camera::PlateReading read, Respond respond);
  void take_poll(service::DeviceMessage message, const camera::Message& poll, Respond respond);
  void take_event(const service::DeviceMessage& message, camera::Message event, Respond respond);

  Ports ports_;
};

}  // namespace cleangate::device
