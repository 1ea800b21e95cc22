#include "http/api/api.h"

#include "base/limits.h"
#include "http/api/binder.h"
#include "http/api/pages.h"

namespace cleangate::http {

Result<std::unique_ptr<Api>> Api::make(Parts parts) {
  auto pages = std::make_unique<Pages>(TRY(Pages::load(parts.web_root)));
  return std::unique_ptr<Api>(new Api(std::move(parts), std::move(pages)));
}

Api::Api(Parts parts, std::unique_ptr<Pages> pages)
    : parts_(std::move(parts)),
      shared_(std::make_unique<Shared>(parts_.plant.ops)),
      pages_(std::move(pages)),
      router_([this](const Request& request) { return parts_.access.find(request); },
              [this](std::string_view plant) { return plant == parts_.plant.id; }),
      device_router_([](const Request&) { return std::nullopt; },
                     [](std::string_view) { return false; }) {
  Binder all{parts_, *shared_, router_};
  all.bind_plant();
  all.bind_vehicles();
  all.bind_warnings();
  all.bind_access();
  all.bind_passages();
  all.bind_log();
  all.bind_pages(*pages_);
  all.bind_live();
  all.bind_operations();
  if (!parts_.has_device_listener) all.bind_devices();
  Binder{parts_, *shared_, device_router_}.bind_devices();
}

Api::~Api() = default;

std::size_t Api::body_limit(const Request& request) const {
  const auto& path = request.segments;
  if (path.size() >= 3 && path[0] == "device" && parts_.access.is_device(path[1], path[2])) {
    return kMaxBodyBytes;
  }
  if (!path.empty() && path[0] == "NotificationInfo") {
    return parts_.takes_bare_push(request.peer_address) ? kMaxBodyBytes : kMaxStrangerBodyBytes;
  }
  return parts_.access.find(request) ? kMaxApiBodyBytes : kMaxStrangerBodyBytes;
}

}  // namespace cleangate::http
