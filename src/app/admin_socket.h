#pragma once
// run/admin.sock: how a command reaches the process that holds the folder. One JSON line in, one
// out; mode 0600, so only the plant's own user gets in.

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "base/json.h"

namespace cleangate::app {

class AdminSocket {
 public:
  using Handler = std::function<Result<Json>(const Json&)>;
  [[nodiscard]] static Result<std::unique_ptr<AdminSocket>> open(const std::string& path,
                                                                 Handler handler);
  /// Ends at once, also while a caller holds a connection open.
  ~AdminSocket();

 private:
  AdminSocket(int descriptor, std::string path, Handler handler);
  void serve();
  void answer(int client);

  int descriptor_;
  std::string path_;
  Handler handler_;
  std::mutex mutex_;  ///< guards the two below
  int client_ = -1;
  bool stops_ = false;
  std::thread thread_;
};

/// Errors: not_found when nobody listens; else what the server said.
[[nodiscard]] Result<Json> ask_admin(const std::string& path, const Json& command);

}  // namespace cleangate::app
