#include "http/api/binder.h"
#include "service/keep_evidence.h"

namespace cleangate::http {
namespace {

/// Checked and hashed here, on an I/O thread; stored and logged from the plant's executor.
void take(Api::Parts& parts, Request request, Respond respond) {
  auto mime = service::evidence_type(request.body, request.headers.get("Content-Type"));
  if (!mime) return respond(problem(mime.error()));
  const auto hash = sha256(request.body);
  service::PhotoBytes content{std::move(request.body), hash};
  parts.plant.executor.post([&parts, mime = *std::move(mime), content = std::move(content),
                             request = std::move(request), respond = std::move(respond)]() mutable {
    const auto actor = actor_of(request);
    service::keep_evidence(
        parts.plant, named(request, "plate"), named(request, "colour"), std::move(content),
        std::move(mime), actor, [respond = std::move(respond)](Result<Json> result) mutable {
          respond(result ? json_response(*result, 201) : problem(result.error()));
        });
  });
}

}  // namespace

void Api::Binder::bind_evidence() {
  router.add({"addEvidence", "POST", "/api/v1/vehicles/{plate}/{colour}/evidence", Role::guard},
             [parts = &parts](Request request, Respond respond) {
               take(*parts, std::move(request), std::move(respond));
             });
  query({"getEvidence", "GET", "/api/v1/vehicles/{plate}/{colour}/evidence/{sha256}", Role::guard},
        [parts = &parts](service::Queries& queries, const Request& request) -> Result<Response> {
          auto found =
              TRY(service::read_evidence(queries, parts->plant.media, named(request, "plate"),
                                         named(request, "colour"), request.parameter("sha256")));
          return stored_content(std::move(found.bytes), found.mime);
        });
}

}  // namespace cleangate::http
