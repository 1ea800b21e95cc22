#pragma once
// A server in memory behind the outgoing port, for the player's tests: answers at once and
// remembers what it was asked. Thread-safe.

#include <functional>
#include <mutex>
#include <vector>

#include "service/ports/http_client.h"

namespace cleangate::sim {

class TestServer final : public service::HttpClient {
 public:
  using Answer = std::function<Result<service::IncomingResponse>(const service::OutgoingRequest&)>;
  explicit TestServer(Answer answer) : answer_(std::move(answer)) {}

  void send(service::OutgoingRequest request, Done done) override {
    auto response = answer_(request);
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(std::move(request));
    }
    done(std::move(response));
  }
  /// Requests whose URL contains `part`.
  [[nodiscard]] std::vector<service::OutgoingRequest> asked(std::string_view part) const {
    const std::lock_guard lock(mutex_);
    std::vector<service::OutgoingRequest> out;
    for (const auto& request : requests_) {
      if (request.url.find(part) != std::string::npos) out.push_back(request);
    }
    return out;
  }

 private:
  Answer answer_;
  mutable std::mutex mutex_;
  std::vector<service::OutgoingRequest> requests_;
};

}  // namespace cleangate::sim
