#pragma once
// One exchange as libcurl knows it: options in, Result out. Internal to net/. One thread.

#include <curl/curl.h>

#include <chrono>
#include <memory>
#include <string>

#include "base/time.h"
#include "service/ports/http_client.h"

namespace cleangate::net {

/// "host:port" of an http or https URL, lower case. Errors: invalid.
[[nodiscard]] Result<std::string> host_of(const std::string& url);
/// Method and fields that cannot carry a second request along. Errors: invalid.
[[nodiscard]] Result<void> check_request(const service::OutgoingRequest& request);

class Transfer {
 public:
  Transfer(service::OutgoingRequest request, std::string host, service::HttpClient::Done done,
           MonotonicTime deadline);
  ~Transfer();
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  [[nodiscard]] const std::string& host() const { return host_; }
  [[nodiscard]] MonotonicTime deadline() const { return deadline_; }
  /// At least 1 ms: to libcurl zero means no limit at all.
  [[nodiscard]] std::chrono::milliseconds time_left(MonotonicTime now) const;
  /// A handle with all options set and CURLOPT_PRIVATE pointing here; null when libcurl has no
  /// memory. The time left counts from `now`, and is never less than 1 ms.
  [[nodiscard]] CURL* prepare(MonotonicTime now);
  [[nodiscard]] CURL* handle() const { return handle_; }
  /// Answers as libcurl ended.
  void finish(CURLcode code);
  void fail_with(Error error);

 private:
  static std::size_t take(char* bytes, std::size_t one, std::size_t count, void* self);
  void set_method();
  void set_fields();
  [[nodiscard]] Result<service::IncomingResponse> result(CURLcode code);

  service::OutgoingRequest request_;
  std::string host_;
  service::HttpClient::Done done_;
  MonotonicTime deadline_;
  CURL* handle_ = nullptr;
  curl_slist* fields_ = nullptr;
  std::string reply_;
  bool reply_too_large_ = false;
};

}  // namespace cleangate::net
