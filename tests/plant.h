#pragma once
// A plant on the real binary for whole-program tests: its own data folder, a server child that
// can be killed, and a blocking client. Never reaches into the program but by its doors.

#include <sys/types.h>

#include <chrono>
#include <string>
#include <vector>

#include "base/json.h"
#include "net/http_client.h"

namespace cleangate::tests {

struct Ended {
  int exit_code = -1;  ///< -1 when a signal ended it
  std::string output;  ///< what it wrote to stdout
};

/// Runs a program to its end; `words[0]` is looked up on PATH.
[[nodiscard]] Ended run(const std::vector<std::string>& words);
/// Runs cleangate itself.
[[nodiscard]] Ended run_cleangate(std::vector<std::string> words);

struct Answer {
  int status = 0;  ///< 0: no answer
  std::string body;
  [[nodiscard]] Json json() const;  ///< null when the body is no JSON
};

class Plant {
 public:
  /// `init` in a fresh temporary folder, and an administrator's token. Throws when it fails.
  Plant();
  ~Plant();  ///< kills the server, removes the folder
  Plant(const Plant&) = delete;
  Plant& operator=(const Plant&) = delete;

  /// Returns when it listens; throws when it does not in 20 s. `more`: further arguments.
  void serve(const std::vector<std::string>& more = {});
  void kill_hard();         ///< SIGKILL, reaped
  [[nodiscard]] int end();  ///< SIGTERM, reaped: the exit code, -1 when a signal ended it
  [[nodiscard]] std::string verify_line(int* exit_code = nullptr) const;

  [[nodiscard]] Answer get(const std::string& path);
  [[nodiscard]] Answer write(const std::string& method, const std::string& path, const Json& body);
  /// A camera's POST below /device/{device}/secret-{device}.
  [[nodiscard]] Answer push(const std::string& device, const std::string& content_type,
                            std::string body, const std::string& path = "");
  /// A POST without a token, as any stranger can send.
  [[nodiscard]] Answer post(const std::string& path, const std::string& content_type,
                            std::string body,
                            std::chrono::milliseconds timeout = std::chrono::seconds{10});
  /// A lane of the gate g1 and its camera; both throw when refused.
  void add_lane(const std::string& lane, const std::string& direction, const std::string& mode);
  void add_camera(const std::string& device, const std::string& kind, const std::string& lane);
  [[nodiscard]] std::vector<Json> passages();               ///< every page, newest first
  [[nodiscard]] Json passage_of(const std::string& plate);  ///< null when there is none
  [[nodiscard]] int port() const;                           ///< of the running server
  [[nodiscard]] const std::string& base_url() const { return base_url_; }
  [[nodiscard]] const std::string& token() const { return token_; }  ///< an administrator's
  [[nodiscard]] pid_t process() const { return server_; }            ///< its process
  [[nodiscard]] const std::string& folder() const { return folder_; }
  [[nodiscard]] std::string database() const { return folder_ + "/cleangate.db"; }
  [[nodiscard]] std::string log_file() const;  ///< stdout and stderr of the last server

 private:
  [[nodiscard]] Answer send(service::OutgoingRequest request);
  void must_write(const std::string& path, const Json& body);

  std::string home_;
  std::string folder_;
  std::string token_;
  std::string base_url_;
  pid_t server_ = -1;
  int starts_ = 0;
  net::HttpClient client_{{.in_flight = 64, .in_flight_per_host = 64}};
};

[[nodiscard]] std::string read_all(const std::string& path);

}  // namespace cleangate::tests
