#include "http/api/binder.h"

namespace cleangate::http {
namespace {

Result<Json> body_of(const Request& request) {
  if (request.body.empty()) return Json::object();
  return parse_json(request.body);
}

std::string idempotency_key(const Request& request) {
  const auto key = request.headers.get("Idempotency-Key");
  return key.empty() ? "" : request.principal.id + "/" + std::string(key);
}

Response response_of(const Result<Json>& result, int status) {
  return result ? json_response(*result, status) : problem(result.error());
}

}  // namespace

void Api::Binder::write(Route route, int status, Write use_case, bool reloads) {
  // Shared: several requests may run it at once.
  auto shared = std::make_shared<const Write>(std::move(use_case));
  router.add(std::move(route), [parts = &parts, shared, status, reloads](Request request,
                                                                         Respond respond) {
    auto body = body_of(request);
    if (!body) return respond(problem(body.error()));
    const auto hash = sha256({request.method, request.target, request.body});
    const auto run = [parts, shared, status, reloads, hash,
                      body = std::make_shared<const Json>(*std::move(body))](
                         Request asked, Respond answer, std::string key) {
      parts->plant.executor.post([=, asked = std::move(asked), answer = std::move(answer),
                                  key = std::move(key)]() mutable {
        const service::Actor actor{asked.principal.name,
                                   std::string(to_text(asked.principal.role))};
        (*shared)(parts->plant, asked, *body, actor,
                  [=, answer = std::move(answer), key = std::move(key)](auto result) mutable {
                    auto response = response_of(result, status);
                    // ops.db is on a disk: off the plant's executor.
                    parts->queries.post([=, response = std::move(response),
                                         answer = std::move(answer),
                                         key = std::move(key)]() mutable {
                      if (reloads) (void)parts->access.load(parts->plant.ops);
                      if (!key.empty() && response.status < 500) {
                        (void)parts->plant.ops.remember_reply(
                            key, {hash, response.status, response.content()},
                            parts->plant.clock.wall());
                      }
                      answer(std::move(response));
                    });
                  });
      });
    };
    auto key = idempotency_key(request);
    if (key.empty()) return run(std::move(request), std::move(respond), "");
    parts->queries.post([parts, hash, run, key = std::move(key), request = std::move(request),
                         respond = std::move(respond)]() mutable {
      const auto earlier = parts->plant.ops.reply_for(key);
      if (!earlier) return respond(problem(earlier.error()));
      if (!*earlier) return run(std::move(request), std::move(respond), std::move(key));
      if ((*earlier)->request_hash != hash) {
        return respond(problem(422, "Idempotency-Key: used before for another request"));
      }
      Response response = json_response(Json(), (*earlier)->status);
      response.body = (*earlier)->body;
      respond(std::move(response));
    });
  });
}

void Api::Binder::read(Route route, Read read) {
  auto shared = std::make_shared<const Read>(std::move(read));
  router.add(std::move(route),
             [parts = &parts, shared](Request request, Respond respond) {
               parts->plant.executor.post([parts, shared, request = std::move(request),
                                           respond = std::move(respond)]() mutable {
                 respond(response_of((*shared)(parts->plant, request), 200));
               });
             });
}

void Api::Binder::query(Route route, Query query) {
  auto shared = std::make_shared<const Query>(std::move(query));
  router.add(std::move(route),
             [parts = &parts, shared](Request request, Respond respond) {
               parts->queries.post([parts, shared, request = std::move(request),
                                    respond = std::move(respond)]() mutable {
                 auto response = (*shared)(parts->plant.queries, request);
                 respond(response ? *std::move(response) : problem(response.error()));
               });
             });
}

}  // namespace cleangate::http
