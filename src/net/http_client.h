#pragma once
// Outgoing HTTP over libcurl: one thread of its own carries every exchange at once. send() never
// blocks and is thread-safe; answers come on that thread. Never follows a redirect, never uses a
// proxy from the environment, never sends a password in clear, never tries a third time.

#include <cstddef>
#include <memory>

#include "base/limits.h"
#include "service/ports/http_client.h"

namespace cleangate::net {

struct HttpClientOptions {
  std::size_t in_flight = kMaxOutgoing;
  std::size_t in_flight_per_host = kMaxOutgoingPerHost;
  std::size_t queue = kMaxOutgoingQueue;
  std::size_t queue_per_host = kMaxOutgoingQueuePerHost;
};

class HttpClient final : public service::HttpClient {
 public:
  explicit HttpClient(HttpClientOptions options = {});
  /// Ends every exchange with `unavailable`, then the thread. No answer comes afterwards.
  ~HttpClient() override;
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  /// Waiting in line counts against `timeout`: a late pulse is worse than none. A line that is
  /// full, as a whole or for this host, is answered with `unavailable` at once, on the thread.
  void send(service::OutgoingRequest request, Done done) override;

 private:
  class Worker;
  std::unique_ptr<Worker> worker_;
};

}  // namespace cleangate::net
