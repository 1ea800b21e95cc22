#pragma once
// Openings later than the camera's reply, by each make's own command path: Hikvision barrierGate,
// Vzenith comet poll, Dahua openStrobe. Thread-safe, never blocks. A pulse is sent once: whatever
// comes back, nothing here ever sends it again.

#include <functional>
#include <memory>
#include <optional>

#include "device/driver/comet_queue.h"
#include "device/driver/device_table.h"
#include "service/ports/barrier.h"
#include "service/ports/http_client.h"
#include "service/ports/ops_store.h"

namespace cleangate::device {

class BarrierDriver final : public service::Barrier {
 public:
  /// Thread-safe and from memory: asked on the plant's executor.
  using SecretsLookup =
      std::function<std::optional<service::DeviceSecrets>(const std::string& device)>;
  /// All must outlive the driver and the answers it owes.
  struct Ports {
    service::HttpClient& http;
    CometQueue& comet;
    const DeviceTable& devices;
    SecretsLookup secrets;
  };
  explicit BarrierDriver(Ports ports);
  ~BarrierDriver() override;

  void open(service::OpenCommand command, Executor& answer_on, Done done) override;
  /// Vzenith with a display: with the next comet poll, or never. Others: nothing.
  void show(const std::string& device, service::DisplayText text) override;

 private:
  class RefusedLogins;
  Ports ports_;
  std::shared_ptr<RefusedLogins> refused_;  // shared with the answers that are still to come
};

}  // namespace cleangate::device
