#include "http/api/refusal.h"

namespace cleangate::http {

Response refusal_response(const service::Refusal& refusal) {
  Response response = problem(refusal.error);
  if (refusal.wrong_login) {
    response = problem(401, "wrong_login", refusal.error.message);
    response.headers.set("WWW-Authenticate", "Bearer realm=\"cleangate\"");
  } else if (refusal.retry_after && refusal.error.code == ErrorCode::denied) {
    response = problem(429, "locked", refusal.error.message);
  }
  if (refusal.retry_after) {
    response.headers.set("Retry-After", std::to_string(refusal.retry_after->count()));
  }
  if (refusal.fields.empty()) return response;
  Json errors = Json::array();
  for (const auto& fault : refusal.fields) {
    errors.push(Json::object(
        {{"field", fault.field}, {"message", Json::object({{"zh", fault.zh}, {"en", fault.en}})}}));
  }
  Json body = parse_json(response.body).value_or(Json::object());
  body.set("errors", std::move(errors));
  response.body = body.dump();
  return response;
}

}  // namespace cleangate::http
