#include "device/driver/quarantine_writer.h"

#include <fmt/format.h>

#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "device/camera/vzenith/codec.h"

namespace cleangate::device {
namespace {

constexpr std::size_t kContentTypeShown = 120;  // bytes; whoever sends chooses it

/// Valid UTF-8, short, and without what a hostile sender hides in it.
std::string shown(std::string_view text) {
  const auto cut = camera::vzenith::without_secrets(text.substr(0, kContentTypeShown));
  return to_utf8(to_code_points(cut));
}

}  // namespace

QuarantineWriter::QuarantineWriter(service::OpsStore& ops, Executor& worker)
    : ops_(ops), worker_(worker), waiting_(std::make_shared<std::atomic<std::size_t>>(0)) {}

void QuarantineWriter::put(const service::DeviceMessage& message, const Error& cause) {
  const std::size_t size = message.body.size();
  const bool has_room = waiting_->fetch_add(size) + size <= kMaxQuarantineBytes;
  log_event(LogLevel::warning, "device_message_unreadable",
            {{"device", message.device},
             {"kind", message.kind},
             {"cause", cause.message},
             {"content_type", shown(message.content_type)},
             {"bytes", fmt::format("{}", size)},
             {"kept", has_room ? "quarantine" : "no, too many wait for the disk"}});
  if (!has_room) {
    waiting_->fetch_sub(size);
    return;
  }
  // Whatever the make: a camera may be set up under another's address.
  service::Quarantined item{0,
                            message.received,
                            message.device,
                            cause.message,
                            shown(message.content_type),
                            camera::vzenith::without_secrets(message.body)};
  worker_.post([&ops = ops_, waiting = waiting_, size, item = std::move(item)] {
    const auto stored = ops.quarantine(item);
    waiting->fetch_sub(size);
    if (stored) return;
    log_event(LogLevel::error, "quarantine_failed",
              {{"device", item.device}, {"cause", stored.error().message}});
  });
}

}  // namespace cleangate::device
