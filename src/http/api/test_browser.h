#pragma once
// For tests: somebody with a browser at a TestPlant: a cookie, a CSRF token, an address. One
// thread.

#include "http/api/test_plant.h"

namespace cleangate::http {

class Browser {
 public:
  explicit Browser(TestPlant& plant, std::string address = "192.168.1.10")
      : plant_(plant), address_(std::move(address)) {}

  /// With the cookie, and on unsafe methods with the token.
  Response ask(std::string method, const std::string& target, const Json& body = {}) {
    Headers headers;
    if (!cookie.empty()) headers.add("Cookie", "theme=dark; cg_session=" + cookie);
    if (method != "GET" && !csrf.empty()) headers.add("X-CSRF-Token", csrf);
    Request request = TestPlant::request(std::move(method), target,
                                         body.is_null() ? "" : body.dump(), std::move(headers));
    request.peer_address = address_;
    request.secure = secure;
    return plant_.ask(std::move(request), plant_.api->router());
  }
  Json does(std::string method, const std::string& target, const Json& body = {},
            int status = 200) {
    const Response response = ask(method, target, body);
    EXPECT_EQ(response.status, status) << method << " " << target << " " << response.content();
    return response.content().empty() ? Json() : parse_json(response.content()).value_or(Json());
  }
  /// Takes the cookie of an answer that signs in.
  Response enter(const std::string& target, const Json& body) {
    Response response = ask("POST", target, body);
    const auto set = response.headers.get("Set-Cookie");
    constexpr std::string_view kName = "cg_session=";
    if (set.starts_with(kName)) {
      cookie = set.substr(kName.size(), set.find(';') - kName.size());
      csrf = parse_json(response.content()).value()["csrf"].text().value_or("");
    }
    return response;
  }
  Response sign_in(std::string_view name, std::string_view password = "right horse") {
    return enter("/api/v1/session", Json::object({{"username", name}, {"password", password}}));
  }
  std::shared_ptr<FakeClient> connect(Headers headers = {}) {
    headers.add("Cookie", "cg_session=" + cookie);
    Request asked = TestPlant::request("GET", "/api/v1/live", "", std::move(headers));
    asked.wants_websocket = true;
    const auto sink = std::make_shared<FakeSink>();
    plant_.api->router().handle(std::move(asked), Respond(sink));
    plant_.loop.run_until_idle();
    return sink->client;
  }

  std::string cookie, csrf;
  bool secure = false;

 private:
  TestPlant& plant_;
  std::string address_;
};

/// The token of "/setup#TOKEN".
inline std::string token_of(const Json& link) {
  const std::string path(link["setup_path"].text().value_or(""));
  return path.substr(path.find('#') + 1);
}

/// A plant with users; every password is "right horse".
class PlantWithPeople : public TestPlant {
 public:
  PlantWithPeople() { furnish(); }
  std::string invite(std::string_view name, std::string_view role) {
    return token_of(
        does("POST", "/api/v1/users",
             Json::object({{"username", name}, {"display_name", "张三"}, {"role", role}}), 201));
  }
  Browser person(std::string_view name, std::string_view role) {
    Browser browser(*this);
    const auto response =
        browser.enter("/api/v1/setup",
                      Json::object({{"token", invite(name, role)}, {"password", "right horse"}}));
    EXPECT_EQ(response.status, 201) << response.content();
    return browser;
  }
  std::string id_of(std::string_view name) {
    return accounts.sessions().user_named(name).value().id;
  }
};

}  // namespace cleangate::http
