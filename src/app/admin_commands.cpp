#include "app/admin_commands.h"

#include "service/manage_access.h"
#include "service/manage_rule_packs.h"
#include "service/register_vehicle.h"
#include "service/show_rule_packs.h"

namespace cleangate::app {
namespace {

/// False: it is none of the rule packs'.
bool run_rules(service::Plant& plant, const Json& command, const service::Actor& actor,
               service::Reply& reply) {
  const auto name = command["command"].text().value_or("");
  const std::string id(command["id"].text().value_or(""));
  const std::string version(command["version"].text().value_or(""));
  const Json& body = command["body"];
  if (name == "rules-list") {
    reply(service::list_rule_packs(plant));
  } else if (name == "rules-upload") {
    service::upload_rule_pack(plant, body, actor, std::move(reply));
  } else if (name == "rules-activate") {
    service::activate_rule_pack(plant, id, version, body, actor, std::move(reply));
  } else if (name == "rules-deactivate") {
    service::deactivate_rule_pack(plant, id, body, actor, std::move(reply));
  } else {
    return false;
  }
  return true;
}

}  // namespace

void AdminCommands::run(const Json& command, service::Reply reply) const {
  const service::Actor actor{"command line", "admin"};
  const auto name = command["command"].text().value_or("");
  if (name == "token") return service::create_token(plant, command, actor, std::move(reply));
  if (name == "board-key") {
    return service::create_board_key(plant, command, actor, std::move(reply));
  }
  if (name == "setup-link") {
    return accounts.make_first_link([reply = std::move(reply), url = base_url](auto link) mutable {
      if (!link) return reply(std::unexpected(link.error().error));
      link->set("url", url);
      reply(*std::move(link));
    });
  }
  if (name == "import") {
    return service::import_vehicles(plant, command["vehicles"], actor, std::move(reply));
  }
  if (!run_rules(plant, command, actor, reply)) {
    reply(fail(ErrorCode::not_found, "unknown command"));
  }
}

}  // namespace cleangate::app
