#include "http/api/binder.h"
#include "service/hand_over_shift.h"

namespace cleangate::http {

using service::Plant;
using service::Queries;

void Api::Binder::bind_shifts() {
  query({"getCurrentShift", "GET", "/api/v1/shifts/current", Role::viewer},
        [](Queries& queries, const Request&) -> Result<Response> {
          return json_response(TRY(service::show_current_shift(queries)));
        });
  query({"listShifts", "GET", "/api/v1/shifts", Role::viewer},
        [](Queries& queries, const Request& request) -> Result<Response> {
          const auto cursor = TRY(page_cursor(request));
          const auto limit = TRY(page_limit(request));
          return json_response(TRY(service::show_shifts(queries, cursor, limit)));
        });
  write({"handOverShift", "POST", "/api/v1/shifts", Role::guard}, 201,
        [](Plant& plant, const Request&, const Json& body, const auto& actor, auto reply) {
          service::hand_over_shift(plant, body, actor, std::move(reply));
        });
}

}  // namespace cleangate::http
