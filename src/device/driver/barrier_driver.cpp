#include "device/driver/barrier_driver.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <utility>

#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "device/camera/dahua/reply.h"
#include "device/camera/hikvision/barrier.h"
#include "device/driver/display_frames.h"
#include "device/driver/push_dialect.h"

namespace cleangate::device {
namespace {

using service::IncomingResponse;
using service::Opened;
using service::OutgoingRequest;
namespace hikvision = camera::hikvision;
namespace dahua = camera::dahua;

constexpr std::string_view kCommandPath = "command";
// Reading the position back must end within kDeviceTimeout + 1 s of the order, pulse included.
constexpr Milliseconds kStatusTimeout{900};
constexpr std::string_view kLook = "; look at the barrier before opening again";

constexpr std::string_view kRefusedLogin =
    "the camera refuses our user name or password: correct them in the device's settings; not "
    "tried again, because cameras lock the account";

/// One command on its way. Shared by the steps of its exchange.
struct Errand {
  service::HttpClient& http;
  Executor& answer_on;
  service::Barrier::Done done;
  std::string device;
  std::string address;
  std::string username, password;
  std::function<void()> login_refused;
  Milliseconds within;  ///< for the pulse's exchange: what comes later is cut off

  void answer(Result<Opened> result) {
    if (!result) {
      result.error().message.insert(0, fmt::format("device {}: ", device));
      log_event(LogLevel::warning, "barrier_not_opened",
                {{"device", device}, {"cause", result.error().message}});
    }
    answer_on.post([told = std::move(done), result = std::move(result)]() mutable {
      told(std::move(result));
    });
  }
  void answer(std::string stage, Json detail) {
    answer(Opened{std::move(stage), std::string(kCommandPath), std::move(detail)});
  }
  void fail_to_send(const Error& error);
  [[nodiscard]] OutgoingRequest request(std::string method, std::string_view target,
                                        Milliseconds timeout) const {
    OutgoingRequest out;
    out.method = std::move(method);
    out.url = address + std::string(target);
    out.username = username;
    out.password = password;
    out.timeout = timeout;
    return out;
  }
};
using Shared = std::shared_ptr<Errand>;

/// The client's errors in the barrier's three codes, with what to do.
std::unexpected<Error> send_failure(const Error& error) {
  switch (error.code) {
    case ErrorCode::denied:
      return fail(ErrorCode::denied, std::string(kRefusedLogin));
    case ErrorCode::timeout:
      return fail(
          ErrorCode::timeout,
          fmt::format("no answer in time: check the camera's power, network and address{}", kLook));
    case ErrorCode::invalid:
      return fail(ErrorCode::unavailable,
                  "the address cannot be used: set it to http://HOST or http://HOST:PORT");
    default:
      return fail(ErrorCode::unavailable,
                  fmt::format("the camera cannot be reached ({}): check its address and network{}",
                              error.message, kLook));
  }
}

void Errand::fail_to_send(const Error& error) {
  if (error.code == ErrorCode::denied && login_refused) login_refused();
  answer(send_failure(error));
}

std::unexpected<Error> hikvision_failure(const hikvision::BarrierReply& reply, int status,
                                         std::string_view path) {
  const std::string said =
      fmt::format("HTTP {}, statusCode {} {}", status, reply.status_code, reply.sub_status);
  using enum hikvision::BarrierOutcome;
  switch (reply.outcome) {
    case unauthorized:
      return fail(ErrorCode::denied,
                  fmt::format("the camera does not let this user open ({}): give the user the "
                              "right of remote operation",
                              said));
    case not_supported:
      return fail(ErrorCode::unavailable,
                  fmt::format("this model has no barrier command \"{}\" ({}): set barrier_path to "
                              "another of parking, entrance, traffic, output",
                              path, said));
    case busy:
      return fail(ErrorCode::unavailable, fmt::format("the camera is busy ({})", said));
    case device_error:
      return fail(ErrorCode::unavailable,
                  fmt::format("the camera reports a fault ({}): restart it{}", said, kLook));
    case bad_request:
      return fail(ErrorCode::unavailable,
                  fmt::format("the camera does not take the command ({}): check channel and "
                              "barrier_path",
                              said));
    case accepted:
    case unclear:
      break;
  }
  return fail(ErrorCode::unavailable,
              fmt::format("the camera's answer says neither yes nor no ({}){}", said, kLook));
}

/// Missing = the standard path. nullopt: a word that is no path.
std::optional<hikvision::BarrierPath> barrier_path(const DeviceSettings& device) {
  const auto word = device.json["barrier_path"].text();
  if (!word || word->empty()) return hikvision::BarrierPath::parking;
  for (const hikvision::BarrierPath path : hikvision::kBarrierPaths) {
    if (hikvision::to_text(path) == *word) return path;
  }
  return std::nullopt;
}

/// Asked once; that the barrier cannot be seen moving is no failure of the command.
void read_back(const Shared& errand, unsigned channel) {
  const auto status = hikvision::barrier_status_request(channel);
  errand->http.send(errand->request(status.method, status.path, kStatusTimeout),
                    [errand](const Result<IncomingResponse>& response) {
                      Json detail = Json::object();
                      if (response && response->status == 200) {
                        const auto state = hikvision::parse_barrier_status(response->body);
                        if (state) detail.set("position", hikvision::to_text(*state));
                        if (state && *state == hikvision::BarrierState::open) {
                          return errand->answer("moved", std::move(detail));
                        }
                      }
                      errand->answer("commanded", std::move(detail));
                    });
}

void open_hikvision(const Shared& errand, const DeviceSettings& device) {
  const auto path = barrier_path(device);
  if (!path) {
    return errand->answer(
        fail(ErrorCode::unavailable, "barrier_path must be parking, entrance, traffic or output"));
  }
  const unsigned channel = device.channel_or(1);
  auto command = hikvision::barrier_request(*path, channel, hikvision::BarrierCommand::open);
  if (!command) return errand->answer(fail(ErrorCode::unavailable, command.error().message));
  OutgoingRequest request = errand->request(command->method, command->path, errand->within);
  request.body = std::move(command->body);
  request.content_type = std::move(command->content_type);
  errand->http.send(std::move(request), [errand, path = *path,
                                         channel](const Result<IncomingResponse>& response) {
    if (!response) return errand->fail_to_send(response.error());
    const auto reply = hikvision::parse_barrier_reply(response->status, response->body);
    if (reply.outcome != hikvision::BarrierOutcome::accepted) {
      return errand->answer(hikvision_failure(reply, response->status, hikvision::to_text(path)));
    }
    if (path != hikvision::BarrierPath::parking) return errand->answer("commanded", Json::object());
    read_back(errand, channel);
  });
}

std::unexpected<Error> dahua_failure(dahua::CommandOutcome outcome, int status) {
  using enum dahua::CommandOutcome;
  switch (outcome) {
    case unauthorized:
      return fail(ErrorCode::denied,
                  fmt::format("the camera does not let this user open (HTTP {}): correct user and "
                              "rights",
                              status));
    case refused:
      return fail(
          ErrorCode::unavailable,
          fmt::format("the camera refuses openStrobe (HTTP {}): check its channel", status));
    case not_supported:
      return fail(ErrorCode::unavailable,
                  fmt::format("this model has no openStrobe (HTTP {})", status));
    case device_error:
      return fail(ErrorCode::unavailable,
                  fmt::format("the camera reports a fault (HTTP {}): restart it{}", status, kLook));
    case accepted:
    case unclear:
      break;
  }
  return fail(
      ErrorCode::unavailable,
      fmt::format("the camera's answer says neither OK nor Error (HTTP {}){}", status, kLook));
}

void open_dahua(const Shared& errand, const DeviceSettings& device, std::string_view plate) {
  const std::string target = dahua::open_strobe_target(device.channel_or(1), plate);
  errand->http.send(errand->request("GET", target, errand->within),
                    [errand](const Result<IncomingResponse>& response) {
                      if (!response) return errand->fail_to_send(response.error());
                      const auto outcome =
                          dahua::parse_command_reply(response->status, response->body);
                      if (outcome != dahua::CommandOutcome::accepted) {
                        return errand->answer(dahua_failure(outcome, response->status));
                      }
                      errand->answer("commanded", Json::object());
                    });
}

}  // namespace

/// Devices that refused user name and password with the settings they have: a change of the
/// settings, also of the password, puts new ones into the table. Thread-safe.
class BarrierDriver::RefusedLogins {
 public:
  using Settings = std::shared_ptr<const DeviceSettings>;  // kept, so that no other has its address
  void remember(const Settings& settings) {
    const std::lock_guard lock(mutex_);
    by_device_.insert_or_assign(settings->id, settings);
  }
  [[nodiscard]] bool contains(const Settings& settings) {
    const std::lock_guard lock(mutex_);
    const auto found = by_device_.find(settings->id);
    return found != by_device_.end() && found->second == settings;
  }

 private:
  std::mutex mutex_;
  std::unordered_map<std::string, Settings> by_device_;
};

BarrierDriver::BarrierDriver(Ports ports)
    : ports_(std::move(ports)), refused_(std::make_shared<RefusedLogins>()) {}
BarrierDriver::~BarrierDriver() = default;

void BarrierDriver::open(service::OpenCommand command, Executor& answer_on, Done done) {
  const auto device = ports_.devices.find(command.device);
  if (device && device->kind == kVzenith) {
    return ports_.comet.open({device->id, display_frames(*device, command.display), command.within,
                              std::move(command.still_wanted)},
                             answer_on, std::move(done));
  }
  const auto errand =
      std::make_shared<Errand>(ports_.http, answer_on, std::move(done), command.device);
  errand->within = std::min(command.within, Milliseconds(kDeviceTimeout));
  if (command.still_wanted && !command.still_wanted()) {
    return errand->answer(fail(ErrorCode::conflict, "the vehicle has left: no command goes out"));
  }
  if (!device) {
    return errand->answer(fail(ErrorCode::unavailable, "no such device is configured"));
  }
  errand->address = std::string(device->json["address"].text().value_or(""));
  while (errand->address.ends_with('/')) errand->address.pop_back();
  if (errand->address.empty()) {
    return errand->answer(fail(ErrorCode::unavailable,
                               "it has no address to send the command to: set address to "
                               "http://HOST or http://HOST:PORT, with username and password"));
  }
  if (refused_->contains(device)) {
    return errand->answer(fail(ErrorCode::denied, std::string(kRefusedLogin)));
  }
  errand->login_refused = [refused = refused_, device] { refused->remember(device); };
  if (const auto secrets = ports_.secrets ? ports_.secrets(command.device) : std::nullopt) {
    errand->username = secrets->username;
    errand->password = secrets->password;
  }
  if (device->kind == kHikvision) return open_hikvision(errand, *device);
  if (device->kind == kDahua) return open_dahua(errand, *device, command.plate);
  errand->answer(fail(ErrorCode::unavailable, "this kind of device takes no command"));
}

void BarrierDriver::show(const std::string& device, service::DisplayText text) {
  const auto settings = ports_.devices.find(device);
  if (!settings || settings->kind != kVzenith) return;
  ports_.comet.show(device, display_frames(*settings, text));
}

}  // namespace cleangate::device
