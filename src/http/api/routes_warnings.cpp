#include "http/api/binder.h"
#include "service/configure_plant.h"
#include "service/issue_warning.h"
#include "service/show_warnings.h"

namespace cleangate::http {

using service::Plant;

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
  read({"getPlan", "GET", "/api/v1/plan", Role::viewer},
       [](Plant& plant, const Request&) -> Result<Json> {
         return plant.state.plan().is_null() ? Json::object() : plant.state.plan();
       });
  write({"putPlan", "PUT", "/api/v1/plan", Role::manager}, 200,
        [](Plant& plant, const Request&, const Json& body, const auto& actor, auto reply) {
          service::put_plan(plant, body, actor, std::move(reply));
        });
}

}  // namespace cleangate::http
