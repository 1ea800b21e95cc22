#pragma once
// For tests: says whether a response has the shape that stands in api/openapi.yaml. One thread.

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <regex>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/time.h"
#include "http/api/test_yaml.h"
#include "http/request.h"

namespace cleangate::http {

class OpenApi {
 public:
  struct Operation {
    std::string method, path, id, role;
    Json json;
  };

  OpenApi() {
    std::ifstream in(std::string(CLEANGATE_SOURCE_DIR) + "/api/openapi.yaml");
    if (!in) throw std::runtime_error("no api/openapi.yaml");
    std::ostringstream text;
    text << in.rdbuf();
    document_ = YamlSubset::parse(text.str());
    for (const auto& [path, methods] : document_["paths"].members()) {
      for (const auto& [method, json] : methods.members()) {
        std::string upper = method;
        for (char& c : upper) c = static_cast<char>(std::toupper(c));
        operations_.push_back({upper, path, std::string(json["operationId"].text().value_or("")),
                               std::string(json["x-role"].text().value_or("")), json});
      }
    }
  }
  [[nodiscard]] const std::vector<Operation>& operations() const { return operations_; }

  /// The operation of a request, literal segments before parameters; null when there is none.
  [[nodiscard]] const Operation* find(const std::string& method, const Request& request) const {
    const Operation* best = nullptr;
    std::size_t fewest = 1000;
    for (const auto& operation : operations_) {
      const auto parameters = matches(operation.path, request.segments);
      if (operation.method != method || !parameters || *parameters >= fewest) continue;
      best = &operation;
      fewest = *parameters;
    }
    return best;
  }

  /// What does not fit, one line a fault; empty when all is as it stands there.
  [[nodiscard]] std::vector<std::string> check(const Operation& operation,
                                               const Response& response) const {
    const Json& responses = operation.json["responses"];
    const std::string status = std::to_string(response.status);
    const Json* declared = &responses[status];
    if (declared->is_null() && response.status >= 400) declared = &responses["default"];
    if (declared->is_null()) return {"status " + status + " is not declared"};
    declared = &resolve(*declared);
    if (!declared->has("content") && response.content().empty()) return {};
    std::string type(response.headers.get("Content-Type"));
    type = type.substr(0, type.find(';'));
    const Json& content = (*declared)["content"];
    const Json* media = &content[type];
    if (!content.has(type)) media = &content["*/*"];
    if (!content.has(type) && !content.has("*/*")) return {"content type " + type};
    if (!type.ends_with("json") || media == &content["*/*"]) return {};
    const auto body = parse_json(response.content());
    if (!body) return {"not JSON: " + response.content()};
    std::vector<std::string> faults;
    check((*media)["schema"], *body, "$", faults);
    return faults;
  }

 private:
  static std::optional<std::size_t> matches(const std::string& path,
                                            const std::vector<std::string>& segments) {
    Request pattern;
    std::string plain = path;
    if (!parse_target(plain, pattern)) return std::nullopt;
    std::size_t parameters = 0;
    for (std::size_t i = 0; i < pattern.segments.size(); ++i) {
      const std::string& part = pattern.segments[i];
      if (part == "{rest}") return parameters + 10;
      if (i >= segments.size()) return std::nullopt;
      if (part.starts_with('{')) {
        ++parameters;
      } else if (part != segments[i]) {
        return std::nullopt;
      }
    }
    return pattern.segments.size() == segments.size() ? std::optional(parameters) : std::nullopt;
  }

  [[nodiscard]] const Json& resolve(const Json& json) const {
    const auto reference = json["$ref"].text();
    if (!reference) return json;
    const Json* at = &document_;
    std::istringstream parts{std::string(reference->substr(2))};
    for (std::string part; std::getline(parts, part, '/');) at = &(*at)[part];
    if (at->is_null()) throw std::runtime_error("openapi.yaml: no " + std::string(*reference));
    return *at;
  }

  static bool has_type(const Json& value, std::string_view type) {
    if (type == "null") return value.is_null();
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_text();
    if (type == "boolean") return value.boolean().has_value();
    if (type == "integer") return value.integer().has_value();
    return type == "number" && value.number().has_value();
  }

  void check(const Json& unresolved, const Json& value, const std::string& at,
             std::vector<std::string>& faults) const {
    const Json& schema = resolve(unresolved);
    const auto fault = [&](const std::string& what) {
      faults.push_back(at + ": " + what + ": " + value.dump());
    };
    if (schema.boolean() == false) return fault("must not be there");
    check_alternatives(schema, value, at, faults);
    const Json& type = schema["type"];
    const Json types = type.is_text() ? Json::array({type}) : type;
    if (!types.is_null() && std::ranges::none_of(types.items(), [&](const Json& each) {
          return has_type(value, *each.text());
        })) {
      return fault("must be " + type.dump());
    }
    if (schema.has("enum") &&
        std::ranges::find(schema["enum"].items(), value) == schema["enum"].items().end()) {
      fault("is none of " + schema["enum"].dump());
    }
    const auto number = value.number();
    if (number && *number < schema["minimum"].number().value_or(*number)) fault("too small");
    if (number && *number > schema["maximum"].number().value_or(*number)) fault("too large");
    if (const auto text = value.text()) check_text(schema, std::string(*text), fault);
    for (const Json& name : schema["required"].items()) {
      if (!value.has(*name.text())) fault("lacks " + std::string(*name.text()));
    }
    for (const auto& [name, property] : schema["properties"].members()) {
      if (value.has(name)) check(property, value[name], at + "." + name, faults);
    }
    if (!schema.has("items")) return;
    for (std::size_t i = 0; i < value.items().size(); ++i) {
      check(schema["items"], value.items()[i], at + "[" + std::to_string(i) + "]", faults);
    }
  }
  template <class Fault>
  static void check_text(const Json& schema, const std::string& text, const Fault& fault) {
    if (text.size() < static_cast<std::size_t>(schema["minLength"].integer().value_or(0))) {
      fault("too short");
    }
    if (schema["format"].text() == "date-time" && !parse_rfc3339(text)) fault("no RFC 3339 time");
    const auto pattern = schema["pattern"].text();
    if (pattern && !std::regex_search(text, std::regex(std::string(*pattern)))) {
      fault("is not like " + std::string(*pattern));
    }
  }
  void check_alternatives(const Json& schema, const Json& value, const std::string& at,
                          std::vector<std::string>& faults) const {
    for (const Json& each : schema["allOf"].items()) check(each, value, at, faults);
    if (schema.has("anyOf") && std::ranges::none_of(schema["anyOf"].items(), [&](const Json& each) {
          std::vector<std::string> inner;
          check(each, value, at, inner);
          return inner.empty();
        })) {
      faults.push_back(at + ": fits none of anyOf");
    }
    if (!schema.has("oneOf")) return;
    std::size_t fitting = 0;
    for (const Json& each : schema["oneOf"].items()) {
      std::vector<std::string> inner;
      check(each, value, at, inner);
      fitting += inner.empty() ? 1 : 0;
    }
    if (fitting != 1) faults.push_back(at + ": fits " + std::to_string(fitting) + " of oneOf");
  }

  Json document_;
  std::vector<Operation> operations_;
};

}  // namespace cleangate::http
