#pragma once
// Outgoing HTTP as a port: devices, webhooks, uplink and look-up send through it. send() never
// blocks; the answer comes once, on a thread of the client's own, and must not block it.

#include <chrono>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"

namespace cleangate::service {

struct OutgoingRequest {
  std::string method = "GET";
  std::string url = {};  ///< http or https
  std::string body = {};
  std::string content_type = {};  ///< of the body; may be empty
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::string username = {};  ///< with password: HTTP Digest; empty = none
  std::string password = {};
  std::chrono::milliseconds timeout{3000};  ///< of the whole exchange, waiting in line included
};

struct IncomingResponse {
  int status = 0;
  std::string body = {};
};

class HttpClient {
 public:
  using Done = std::move_only_function<void(Result<IncomingResponse>)>;
  virtual ~HttpClient() = default;
  /// Any status is a response, but 401 to given credentials. Redirects are not followed.
  /// Errors: invalid (URL, header), denied (401 twice; never tried a third time: cameras lock
  /// the account), timeout, unavailable (no connection, line full, stopped), too_large (reply).
  virtual void send(OutgoingRequest request, Done done) = 0;
};

}  // namespace cleangate::service
