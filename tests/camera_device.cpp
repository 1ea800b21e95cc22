#include "tests/camera_device.h"

#include <stdexcept>

namespace cleangate::tests {

CameraDevice::CameraDevice(sim::Make make) : make_(make) {
  if (make == sim::Make::vzenith) throw std::invalid_argument("Vzenith takes no orders");
  switch_on();
}

CameraDevice::~CameraDevice() {
  switch_off();
}

void CameraDevice::switch_off() {
  server_.reset();
}

void CameraDevice::switch_on() {
  server_ = std::make_unique<http::Server>(
      clock_, http::ServerOptions{.threads = 1, .stop_timeout = std::chrono::milliseconds{500}});
  http::Listener listener{
      "camera", {"127.0.0.1", port_}, {}, [this](http::Request request, http::Respond respond) {
        auto reply = handle({request.method, request.target,
                             std::string(request.headers.get("Authorization")), request.body});
        http::Response response;
        response.status = reply.status;
        response.body = std::move(reply.body);
        for (auto& [name, value] : reply.headers) response.headers.add(name, std::move(value));
        respond(std::move(response));
      }};
  const auto port = server_->listen(std::move(listener));
  if (!port) throw std::runtime_error("camera: " + port.error().message);
  port_ = *port;
  server_->start();
}

std::string CameraDevice::address() const {
  return "http://127.0.0.1:" + std::to_string(port_);
}

sim::FakeReply CameraDevice::handle(const sim::FakeRequest& request) {
  return make_ == sim::Make::hikvision ? hikvision_.handle(request) : dahua_.handle(request);
}

sim::FakeCounts CameraDevice::counts() const {
  return make_ == sim::Make::hikvision ? hikvision_.counts() : dahua_.counts();
}

}  // namespace cleangate::tests
