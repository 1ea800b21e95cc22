#include "http/api/binder.h"
#include "service/issue_warning.h"
#include "service/keep_document.h"
#include "service/log_execution.h"
#include "service/show_warnings.h"

namespace cleangate::http {
namespace {

using service::Plant;

/// Checked and hashed on an I/O thread; stored and logged from the plant's executor.
void take_document(Api::Parts& parts, Request request, Respond respond) {
  auto mime = service::evidence_type(request.body, request.headers.get("Content-Type"));
  if (!mime) return respond(problem(mime.error()));
  const auto hash = sha256(request.body);
  const std::string name(request.query_value("name").value_or(""));
  service::PhotoBytes content{std::move(request.body), hash};
  parts.plant.executor.post([&parts, content = std::move(content), mime = *std::move(mime), name,
                             actor = actor_of(request), respond = std::move(respond)]() mutable {
    service::keep_document(
        parts.plant, std::move(content), std::move(mime), name, actor,
        [respond = std::move(respond)](Result<Json> result) mutable {
          respond(result ? json_response(*result, 201) : problem(result.error()));
        });
  });
}

}  // namespace

void Api::Binder::bind_warnings() {
  read({"listWarnings", "GET", "/api/v1/warnings", Role::viewer},
       [](Plant& plant, const Request&) -> Result<Json> { return service::show_warnings(plant); });
  write({"startWarning", "POST", "/api/v1/warnings", Role::manager}, 201,
        [](Plant& plant, const Request&, const Json& body, const auto& actor, auto reply) {
          service::start_warning(plant, body, actor, std::move(reply));
        });
  struct Row {
    const char* name;
    std::string action;
    int status;
  };
  const Row kRows[] = {{"changeWarning", "change", 200},
                       {"extendWarning", "extend", 200},
                       {"liftWarning", "lift", 200},
                       {"addWarningMeasures", "measures", 201}};
  for (const auto& row : kRows) {
    write({row.name, "POST", "/api/v1/warnings/{id}/" + row.action, Role::manager}, row.status,
          [action = row.action](Plant& plant, const Request& request, const Json& body,
                                const auto& actor, auto reply) {
            service::change_warning(plant, named(request, "id"), action, body, actor,
                                    std::move(reply));
          });
  }
  bind_executions();
}

void Api::Binder::bind_executions() {
  write({"logExecution", "POST", "/api/v1/warnings/{id}/executions", Role::manager}, 201,
        [](Plant& plant, const Request& request, const Json& body, const auto& actor, auto reply) {
          service::log_execution(plant, named(request, "id"), body, actor, std::move(reply));
        });
  read_and_query(
      {"listExecutions", "GET", "/api/v1/warnings/{id}/executions", Role::viewer},
      [](Plant& plant, const Request& request) {
        return service::measures_of_warning(plant, named(request, "id"),
                                            query_word(request, "level").value_or(""));
      },
      [](service::Queries& queries, const Request& request, Json measures) {
        return service::show_executions(queries, named(request, "id"), std::move(measures));
      });
  router.add({"addDocument", "POST", "/api/v1/documents", Role::manager},
             [parts = &parts](Request request, Respond respond) {
               take_document(*parts, std::move(request), std::move(respond));
             });
  query({"getDocument", "GET", "/api/v1/documents/{sha256}", Role::viewer},
        [parts = &parts](service::Queries& queries, const Request& request) -> Result<Response> {
          auto found =
              TRY(service::read_document(queries, parts->plant.media, request.parameter("sha256")));
          return stored_content(std::move(found.bytes), found.mime);
        });
}

}  // namespace cleangate::http
