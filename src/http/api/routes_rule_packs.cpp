#include "http/api/binder.h"
#include "service/manage_rule_packs.h"
#include "service/show_rule_packs.h"

namespace cleangate::http {
namespace {

using service::Plant;

/// 422 with every fault of the text at once, by line.
Response faulty_pack(const rules::ReadPack& read) {
  Json errors = service::pack_faults(read.problems, false);
  const auto line = errors.items()[0]["line"].integer().value_or(0);
  const std::string first(errors.items()[0]["message"].text().value_or(""));
  Response response = problem(422, "invalid", "line " + std::to_string(line) + ": " + first);
  Json body = parse_json(response.body).value_or(Json::object());
  body.set("errors", std::move(errors));
  response.body = body.dump();
  return response;
}

}  // namespace

void Api::Binder::bind_rule_packs() {
  read(
      {"listRulePacks", "GET", "/api/v1/rule-packs", Role::viewer},
      [](Plant& plant, const Request&) -> Result<Json> { return service::list_rule_packs(plant); });
  read({"getRulePack", "GET", "/api/v1/rule-packs/{id}/{version}", Role::viewer},
       [](Plant& plant, const Request& request) {
         return service::show_rule_pack(plant, named(request, "id"), named(request, "version"));
       });
  read({"compareRulePacks", "GET", "/api/v1/rule-packs/{id}/{version}/diff", Role::viewer},
       [](Plant& plant, const Request& request) -> Result<Json> {
         const auto against = query_word(request, "against");
         if (!against) return fail(ErrorCode::invalid, "against: which version? is missing");
         return service::compare_rule_packs(plant, named(request, "id"), named(request, "version"),
                                            *against);
       });
  router.add({"uploadRulePack", "POST", "/api/v1/rule-packs", Role::manager},
             [binder = Binder{parts, shared, router}](Request request, Respond respond) {
               // All faults are told; the use case would tell only the first.
               binder.parts.queries.post([binder, request = std::move(request),
                                          respond = std::move(respond)]() mutable {
                 const auto body = parse_json(request.body);
                 auto read = body ? service::check_rule_pack(*body)
                                  : Result<rules::ReadPack>(rules::ReadPack());
                 const bool is_faulty = read && !read->pack && !read->problems.empty();
                 if (is_faulty) return respond(faulty_pack(*read));
                 auto upload = binder.writing(
                     201, [read = std::move(read)](Plant& plant, const Request&, const Json& body,
                                                   const auto& actor, auto reply) {
                       service::upload_checked_pack(plant, body, read, actor, std::move(reply));
                     });
                 upload(std::move(request), std::move(respond));
               });
             });
  write({"activateRulePack", "POST", "/api/v1/rule-packs/{id}/{version}/activate", Role::admin},
        200,
        [](Plant& plant, const Request& request, const Json& body, const auto& actor, auto reply) {
          service::activate_rule_pack(plant, named(request, "id"), named(request, "version"), body,
                                      actor, std::move(reply));
        });
  write({"deactivateRulePack", "POST", "/api/v1/rule-packs/{id}/deactivate", Role::admin}, 200,
        [](Plant& plant, const Request& request, const Json& body, const auto& actor, auto reply) {
          service::deactivate_rule_pack(plant, named(request, "id"), body, actor, std::move(reply));
        });
}

}  // namespace cleangate::http
