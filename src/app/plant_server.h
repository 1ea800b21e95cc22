#pragma once
// The composition root: every part of a running plant, made in the order they need each other and
// stopped in reverse. Owns the threads.

#include <memory>
#include <string>
#include <vector>

#include "app/data_folder.h"
#include "base/json.h"

namespace cleangate::app {

struct ServeOptions {
  std::string listen = "127.0.0.1:8080";
  std::string device_listen;             ///< empty: devices use `listen`
  std::string public_listen;             ///< empty: drivers use `listen`
  std::string tls_certificate, tls_key;  ///< files; empty: the plant's own, off loopback
  bool allow_plain_http = false;
  std::string web_root;
  std::string checkpoint_folder;   ///< empty = only the data folder's own copy
  std::string checkpoint_webhook;  ///< URL, empty = none
};

class PlantServer {
 public:
  /// Takes the folder's lock, opens everything, starts to serve.
  [[nodiscard]] static Result<std::unique_ptr<PlantServer>> start(const DataFolder& folder,
                                                                  const ServeOptions& options);
  ~PlantServer();  ///< stop(), within 5 s
  void stop();
  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] std::uint16_t device_port() const;
  [[nodiscard]] std::uint16_t public_port() const;  ///< 0: none
  /// A writing command of the command line, run inside this process: {"command":…} → reply.
  [[nodiscard]] Result<Json> run_command(const Json& command);

 private:
  struct Parts;
  explicit PlantServer(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace cleangate::app
