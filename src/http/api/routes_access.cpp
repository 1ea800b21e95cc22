#include "http/api/binder.h"
#include "service/manage_access.h"

namespace cleangate::http {
namespace {

using service::Plant;

Result<Response> list_tokens(service::OpsStore& ops) {
  Json items = Json::array();
  for (const auto& token : TRY(ops.tokens())) {
    items.push(Json::object({{"id", token.id},
                             {"label", token.label},
                             {"role", token.role},
                             {"created", to_rfc3339(token.created)}}));
  }
  return json_response(whole_page(std::move(items)));
}

Result<Response> list_board_keys(service::OpsStore& ops) {
  Json items = Json::array();
  for (const auto& key : TRY(ops.board_keys())) {
    items.push(Json::object(
        {{"id", key.id}, {"photos", key.photos}, {"created", to_rfc3339(key.created)}}));
  }
  return json_response(whole_page(std::move(items)));
}

/// What could not be read, without its bytes: they may hold photos of people.
Result<Response> list_quarantine(service::OpsStore& ops, const Request& request) {
  Json items = Json::array();
  for (const auto& item : TRY(ops.quarantined(TRY(page_limit(request))))) {
    items.push(Json::object({{"id", item.id},
                             {"at", to_rfc3339(item.at)},
                             {"device", item.device},
                             {"cause", item.cause},
                             {"content_type", item.content_type},
                             {"size", static_cast<std::uint64_t>(item.body.size())}}));
  }
  return json_response(whole_page(std::move(items)));
}

}  // namespace

void Api::Binder::bind_access() {
  auto* ops = &parts.plant.ops;
  query({"listTokens", "GET", "/api/v1/tokens", Role::admin},
        [ops](service::Queries&, const Request&) { return list_tokens(*ops); });
  write(
      {"createToken", "POST", "/api/v1/tokens", Role::admin}, 201,
      [](Plant& plant, const Request&, const Json& body, const auto& actor, auto reply) {
        service::create_token(plant, body, actor, std::move(reply));
      },
      true);
  write(
      {"revokeToken", "DELETE", "/api/v1/tokens/{id}", Role::admin}, 200,
      [](Plant& plant, const Request& request, const Json&, const auto& actor, auto reply) {
        service::revoke_token(plant, named(request, "id"), actor, std::move(reply));
      },
      true);
  query({"listBoardKeys", "GET", "/api/v1/board-keys", Role::manager},
        [ops](service::Queries&, const Request&) { return list_board_keys(*ops); });
  write(
      {"createBoardKey", "POST", "/api/v1/board-keys", Role::manager}, 201,
      [](Plant& plant, const Request&, const Json& body, const auto& actor, auto reply) {
        service::create_board_key(plant, body, actor, std::move(reply));
      },
      true);
  write(
      {"revokeBoardKey", "DELETE", "/api/v1/board-keys/{id}", Role::manager}, 200,
      [](Plant& plant, const Request& request, const Json&, const auto& actor, auto reply) {
        service::revoke_board_key(plant, named(request, "id"), actor, std::move(reply));
      },
      true);
  query(
      {"listQuarantine", "GET", "/api/v1/quarantine", Role::manager},
      [ops](service::Queries&, const Request& request) { return list_quarantine(*ops, request); });
}

}  // namespace cleangate::http
