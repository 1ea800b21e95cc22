#include <iostream>

#include "app/admin_socket.h"
#include "app/arguments.h"
#include "app/commands.h"
#include "app/console.h"
#include "app/plant_server.h"
#include "app/run_in_folder.h"

namespace cleangate::app {

Result<Json> run_in_folder(const DataFolder& folder, const Json& command) {
  auto reply = ask_admin(folder.socket(), command);
  if (reply || reply.error().code != ErrorCode::not_found) return reply;
  ServeOptions options;
  options.listen = "127.0.0.1:0";
  const auto server = TRY(PlantServer::start(folder, options));
  return server->run_command(command);
}

namespace {

/// A link that makes an administrator, with the address of the server that runs, if one does.
int print_setup_link(const DataFolder& folder) {
  const Json command = Json::object({{"command", "setup-link"}});
  const auto running = ask_admin(folder.socket(), command);
  const bool runs = running || running.error().code != ErrorCode::not_found;
  const auto reply = runs ? running : run_in_folder(folder, command);
  if (!reply) return complain(reply.error());
  const std::string url(runs ? (*reply)["url"].text().value_or("") : kDefaultUrl);
  std::cout << url << (*reply)["setup_path"].text().value_or("") << "\n";
  return 0;
}

}  // namespace

int run_token(const std::vector<std::string>& words) {
  const auto arguments = Arguments::parse(words, {"role", "data", "label"}, {});
  if (!arguments) return complain(arguments.error());
  const bool is_link = arguments->words() == std::vector<std::string>{"setup-link"};
  if (!is_link && arguments->words() != std::vector<std::string>{"create"}) {
    return complain(
        {ErrorCode::invalid,
         "usage: cleangate token create --role viewer|guard|manager|admin|board --data DIR, or "
         "cleangate token setup-link --data DIR"});
  }
  const auto root = arguments->need("data");
  if (!root) return complain(root.error());
  const auto folder = open_folder(*root);
  if (!folder) return complain(folder.error());
  if (is_link) return print_setup_link(*folder);
  const auto role = arguments->get("role");
  const bool is_board = role == "board";
  const auto reply =
      run_in_folder(*folder, Json::object({{"command", is_board ? "board-key" : "token"},
                                           {"role", role},
                                           {"label", arguments->get("label", "script")}}));
  if (!reply) return complain(reply.error());
  std::cout << (*reply)[is_board ? "key" : "token"].text().value_or("") << "\n";
  return 0;
}

}  // namespace cleangate::app
