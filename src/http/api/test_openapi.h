#pragma once
// For tests: reads api/openapi.yaml (the subset of YAML it is written in) and says whether a
// response has the shape that stands there. One thread.

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <regex>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/text.h"
#include "base/time.h"
#include "http/request.h"

namespace cleangate::http {

/// Block mappings and sequences, flow collections on one line, plain and quoted scalars.
class YamlSubset {
 public:
  static Json parse(const std::string& text) {
    YamlSubset yaml;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
      const auto first = line.find_first_not_of(' ');
      if (first == std::string::npos || line[first] == '#') continue;
      yaml.lines_.push_back({first, line.substr(first)});
    }
    Json out = yaml.block(0);
    if (yaml.at_ != yaml.lines_.size()) yaml.complain("more indented than its parent allows");
    return out;
  }

 private:
  struct Line {
    std::size_t indent;
    std::string text;
  };

  [[noreturn]] void complain(const std::string& what) const {
    const std::string where = at_ < lines_.size() ? lines_[at_].text : "the end";
    throw std::runtime_error("openapi.yaml: " + what + " at: " + where);
  }
  [[nodiscard]] bool here(std::size_t indent) const {
    return at_ < lines_.size() && lines_[at_].indent == indent;
  }

  Json block(std::size_t indent) {
    return lines_[at_].text.starts_with("- ") ? sequence(indent) : mapping(indent);
  }
  Json sequence(std::size_t indent) {
    Json out = Json::array();
    while (here(indent) && lines_[at_].text.starts_with("- ")) {
      const std::string rest = lines_[at_].text.substr(2);
      if (rest[0] != '{' && rest[0] != '[' && rest.find(':') != std::string::npos) {
        lines_[at_] = {indent + 2, rest};  // a mapping that begins on the dash's line
        out.push(mapping(indent + 2));
      } else {
        ++at_;
        out.push(inline_value(rest));
      }
    }
    return out;
  }
  Json mapping(std::size_t indent) {
    Json out = Json::object();
    while (here(indent)) {
      const std::string line = lines_[at_].text;
      std::size_t at = 0;
      const std::string key = scalar_text(line, at, ":");
      if (at >= line.size() || line[at] != ':') complain("no colon");
      if (out.has(key)) complain("twice the same key");
      ++at_;
      const auto value = std::string(trim(std::string_view(line).substr(at + 1)));
      const bool nested = value.empty() && at_ < lines_.size() && lines_[at_].indent > indent;
      out.set(key, nested ? block(lines_[at_].indent) : inline_value(value));
    }
    return out;
  }

  Json inline_value(const std::string& text) {
    if (text.empty()) return {};
    if (text[0] != '{' && text[0] != '[' && text[0] != '"') return typed(text);
    std::size_t at = 0;
    Json out = flow(text, at);
    if (at != text.size()) complain("text after a value");
    return out;
  }
  Json flow(const std::string& text, std::size_t& at) {
    skip(text, at);
    if (text.at(at) == '[') return flow_sequence(text, at);
    if (text.at(at) == '{') return flow_mapping(text, at);
    const bool quoted = text.at(at) == '"';
    const std::string scalar = scalar_text(text, at, ",]}");
    return quoted ? Json(scalar) : typed(scalar);
  }
  Json flow_sequence(const std::string& text, std::size_t& at) {
    Json out = Json::array();
    for (++at, skip(text, at); text.at(at) != ']'; skip(text, at)) {
      out.push(flow(text, at));
      skip(text, at);
      if (text.at(at) == ',') ++at;
    }
    ++at;
    return out;
  }
  Json flow_mapping(const std::string& text, std::size_t& at) {
    Json out = Json::object();
    for (++at, skip(text, at); text.at(at) != '}'; skip(text, at)) {
      const std::string key = scalar_text(text, at, ":");
      ++at;
      out.set(key, flow(text, at));
      skip(text, at);
      if (text.at(at) == ',') ++at;
    }
    ++at;
    return out;
  }
  /// A quoted text, or a plain one up to one of `ends`; `at` stands behind it.
  std::string scalar_text(const std::string& text, std::size_t& at, std::string_view ends) {
    if (text.at(at) != '"') {
      const auto end = std::min(text.find_first_of(ends, at), text.size());
      const auto from = std::exchange(at, end);
      return std::string(trim(std::string_view(text).substr(from, end - from)));
    }
    const auto end = text.find('"', at + 1);
    if (end == std::string::npos) complain("no closing quote");
    const auto from = std::exchange(at, end + 1) + 1;
    return text.substr(from, end - from);
  }
  static void skip(const std::string& text, std::size_t& at) {
    while (at < text.size() && text[at] == ' ') ++at;
  }
  static Json typed(const std::string& text) {
    if (text == "null") return {};
    if (text == "true" || text == "false") return text == "true";
    const auto number = parse_integer(text);
    return number ? Json(*number) : Json(text);
  }

  std::vector<Line> lines_;
  std::size_t at_ = 0;
};

class OpenApi {
 public:
  struct Operation {
    std::string method, path, id, role;
    Json json;
  };

  OpenApi() {
    std::ifstream in(std::string(CLEANGATE_SOURCE_DIR) + "/api/openapi.yaml");
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
