#include "http/api/binder.h"
#include "service/keep_evidence.h"

namespace cleangate::http {
namespace {

struct Upload {
  Request request;  ///< its body is in `content`
  service::PhotoBytes content;
  std::string mime;
};

void keep(Api::Parts& parts, Upload upload, Respond respond) {
  const auto actor = actor_of(upload.request);
  service::keep_evidence(parts.plant, named(upload.request, "plate"),
                         named(upload.request, "colour"), std::move(upload.content),
                         std::move(upload.mime), actor,
                         [respond = std::move(respond)](Result<Json> result) mutable {
                           respond(result ? json_response(*result, 201) : problem(result.error()));
                         });
}

/// Checked and hashed here, on an I/O thread; whether there is room for it, on the query pool;
/// stored and logged from the plant's executor.
void take(Api::Parts& parts, Request request, Respond respond) {
  auto mime = service::evidence_type(request.body, request.headers.get("Content-Type"));
  if (!mime) return respond(problem(mime.error()));
  const auto hash = sha256(request.body);
  service::PhotoBytes content{std::move(request.body), hash};
  parts.queries.post([&parts,
                      upload = Upload{std::move(request), std::move(content), *std::move(mime)},
                      respond = std::move(respond)]() mutable {
    const auto room =
        service::has_room_for_evidence(parts.plant.queries, named(upload.request, "plate"),
                                       named(upload.request, "colour"), upload.content.sha256);
    if (!room) return respond(problem(room.error()));
    parts.plant.executor.post(
        [&parts, upload = std::move(upload), respond = std::move(respond)]() mutable {
          keep(parts, std::move(upload), std::move(respond));
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
