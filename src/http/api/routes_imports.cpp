#include "domain/ledger/projections/tables.h"
#include "http/api/binder.h"
#include "service/vehicle_sheet.h"

namespace cleangate::http {
namespace {

using service::Plant;

Result<Response> sheet_response(const SheetRows& rows, const Request& request, std::string name) {
  const auto format = request.query_value("format").value_or("xlsx");
  Response response;
  if (format == "csv") {
    response.body = write_csv(rows);
    response.headers.set("Content-Type", "text/csv; charset=utf-8");
  } else if (format == "xlsx") {
    response.body = TRY(write_xlsx(rows));
    response.headers.set("Content-Type",
                         "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
  } else {
    return fail(ErrorCode::invalid, "format: must be one of csv, xlsx");
  }
  name += "." + std::string(format);
  response.headers.set("Content-Disposition", "attachment; filename=\"" + name + "\"");
  return response;
}

Result<Response> export_vehicles(service::Queries& queries, const Request& request) {
  SheetRows rows = {service::vehicle_template().front()};
  for (const auto& row : TRY(queries.rows(ledger::vehicles::kTable))) {
    rows.push_back(service::vehicle_sheet_row(row));
  }
  return sheet_response(rows, request, "vehicles");
}

/// A file, not JSON: straight to the use case.
void upload(Api::Parts& parts, Api::Shared& all, Request request, Respond respond) {
  parts.plant.executor.post([&all, file = std::move(request.body), actor = actor_of(request),
                             respond = std::move(respond)]() mutable {
    all.imports.preview(std::move(file), actor, [respond = std::move(respond)](auto read) mutable {
      respond(read ? json_response(*read, 201) : problem(read.error()));
    });
  });
}

}  // namespace

void Api::Binder::bind_imports() {
  query({"getVehicleTemplate", "GET", "/api/v1/vehicles/template", Role::viewer},
        [](service::Queries&, const Request& request) {
          return sheet_response(service::vehicle_template(), request, "template");
        });
  query_sheet({"exportVehicles", "GET", "/api/v1/vehicles/export", Role::manager}, export_vehicles);
  router.add({"createImport", "POST", "/api/v1/imports/vehicles", Role::manager},
             [parts = &parts, all = &shared](Request request, Respond respond) {
               upload(*parts, *all, std::move(request), std::move(respond));
             });
  write({"applyImport", "POST", "/api/v1/imports/{id}/apply", Role::manager}, 202,
        [all = &shared](Plant&, const Request& request, const Json& body, const auto& actor,
                        auto reply) {
          all->imports.apply(named(request, "id"), std::string(body["rows"].text().value_or("")),
                             actor, std::move(reply));
        });
  router.add({"getImport", "GET", "/api/v1/imports/{id}", Role::manager},
             [parts = &parts, all = &shared](Request request, Respond respond) {
               parts->plant.executor.post(
                   [all, id = named(request, "id"), respond = std::move(respond)]() mutable {
                     all->imports.show(id, [respond = std::move(respond)](auto shown) mutable {
                       respond(shown ? json_response(*shown) : problem(shown.error()));
                     });
                   });
             });
  write({"cancelImport", "DELETE", "/api/v1/imports/{id}", Role::manager}, 200,
        [all = &shared](Plant&, const Request& request, const Json&, const auto&, auto reply) {
          all->imports.cancel(named(request, "id"), std::move(reply));
        });
}

}  // namespace cleangate::http
