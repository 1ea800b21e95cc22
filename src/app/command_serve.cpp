#include <csignal>
#include <iostream>

#include <filesystem>

#include "app/admin_socket.h"
#include "app/arguments.h"
#include "app/commands.h"
#include "app/console.h"
#include "app/plant_server.h"
#include "base/log.h"

namespace cleangate::app {
namespace {

/// Installed: beside the program's data; in development: the source tree's build.
std::string default_web_root() {
  const std::string installed = "/usr/share/cleangate/web";
  if (std::filesystem::exists(installed + "/board/index.html")) return installed;
  return std::string(CLEANGATE_SOURCE_DIR) + "/web";
}

Result<ServeOptions> options_from(const Arguments& arguments) {
  if (arguments.has("tls-cert") != arguments.has("tls-key")) {
    return fail(ErrorCode::invalid,
                "--tls-cert and --tls-key belong together: give both, or neither for the "
                "certificate that init made");
  }
  ServeOptions options;
  options.listen = arguments.get("listen", options.listen);
  options.device_listen = arguments.get("device-listen");
  options.public_listen = arguments.get("public-listen");
  options.tls_certificate = arguments.get("tls-cert");
  options.tls_key = arguments.get("tls-key");
  options.allow_plain_http = arguments.has("allow-plain-http");
  options.web_root = arguments.get("web-root", default_web_root());
  options.checkpoint_folder = arguments.get("checkpoint-folder");
  options.checkpoint_webhook = arguments.get("checkpoint-webhook");
  return options;
}

}  // namespace

int run_serve(const std::vector<std::string>& words) {
  const auto arguments =
      Arguments::parse(words,
                       {"data", "listen", "device-listen", "public-listen", "tls-cert", "tls-key",
                        "web-root", "checkpoint-folder", "checkpoint-webhook"},
                       {"allow-plain-http"});
  if (!arguments) return complain(arguments.error());
  // Every thread inherits the mask: only sigwait below takes the signals.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  const auto root = arguments->need("data");
  if (!root) return complain(root.error());
  const auto folder = open_folder(*root);
  if (!folder) return complain(folder.error());
  const auto options = options_from(*arguments);
  if (!options) return complain(options.error());
  auto server = PlantServer::start(*folder, *options);
  if (!server) return complain(server.error());
  auto admin = AdminSocket::open(
      folder->socket(), [&](const Json& command) { return (*server)->run_command(command); });
  if (!admin) return complain(admin.error());
  std::cout << "listening port=" << (*server)->port()
            << " device_port=" << (*server)->device_port();
  if ((*server)->public_port() != 0) std::cout << " public_port=" << (*server)->public_port();
  std::cout << std::endl;
  int signal = 0;
  sigwait(&signals, &signal);
  admin->reset();
  (*server)->stop();
  return 0;
}

}  // namespace cleangate::app
