#include "tests/lookup_service.h"

#include <stdexcept>

namespace cleangate::tests {
namespace {

constexpr const char* kSecret = "look-up-secret";

}  // namespace

LookupService::LookupService(std::vector<sim::SimVehicle> vehicles)
    : fake(sim::LookupMood::answers, kSecret, vehicles) {
  http::Listener listener;
  listener.name = "look-up";
  listener.address = {"127.0.0.1", 0};
  listener.handler = [this](http::Request request, http::Respond respond) {
    auto answer = fake.handle(request.target, request.headers.get("X-Key"));
    http::Response response;
    response.status = answer.reply.status;
    response.body = std::move(answer.reply.body);
    later_.post_after(answer.after,
                      [response = std::move(response), respond = std::move(respond)]() mutable {
                        respond(std::move(response));
                      });
  };
  const auto port = server_.listen(std::move(listener));
  if (!port) throw std::runtime_error(port.error().message);
  address_ = "http://127.0.0.1:" + std::to_string(*port);
  server_.start();
}

LookupService::~LookupService() {
  server_.stop();
  later_.stop();
}

Json LookupService::settings() const {
  return sim::lookup_settings(address_, kSecret);
}

}  // namespace cleangate::tests
