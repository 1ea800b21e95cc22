#include "domain/rules/expression_lexer.h"

#include <algorithm>
#include <array>

#include "base/limits.h"

namespace cleangate::rules {
namespace {

constexpr std::size_t kMaxDigits = 12;
constexpr std::array<std::string_view, 17> kSigns{"<=", ">=", "!=", "==", "<", ">", "=", "(", ")",
                                                  ",",  "+",  "-",  "*",  "/", "%", "[", "]"};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool is_name(char c) {
  return is_name_start(c) || is_digit(c);
}

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  std::expected<std::vector<Token>, ExpressionFault> run() {
    std::vector<Token> out;
    while (true) {
      while (at_ < text_.size() && std::string_view(" \t\r\n").contains(text_[at_])) ++at_;
      auto token = next();
      if (!token) return std::unexpected(std::move(token).error());
      out.push_back(*std::move(token));
      if (out.back().kind == Token::Kind::end) return out;
    }
  }

 private:
  using Answer = std::expected<Token, ExpressionFault>;

  Answer next() {
    if (at_ == text_.size()) return Token{Token::Kind::end, "", 0, at_};
    const char c = text_[at_];
    if (is_name_start(c)) return name();
    if (is_digit(c)) return number();
    if (c == '"' || c == '\'') return quoted(c);
    for (const auto sign : kSigns) {
      if (!text_.substr(at_).starts_with(sign)) continue;
      Token token{Token::Kind::sign, std::string(sign), 0, at_};
      at_ += sign.size();
      return token;
    }
    const bool symbol = c == '&' || c == '|' || c == '!';
    return std::unexpected(ExpressionFault{
        at_, "this character has no meaning here",
        symbol ? "write the words and, or, not" : "write names, numbers and < <= > >= = != only"});
  }

  Token name() {
    const auto start = at_;
    while (at_ < text_.size() && is_name(text_[at_])) ++at_;
    return {Token::Kind::name, std::string(text_.substr(start, at_ - start)), 0, start};
  }

  std::size_t digits() {
    const auto start = at_;
    while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
    return at_ - start;
  }

  static std::int64_t value_of(std::string_view digits) {
    std::int64_t value = 0;
    for (const char c : digits) value = value * 10 + (c - '0');
    return value;
  }

  Answer number() {
    const auto start = at_;
    const auto length = digits();
    if (length > kMaxDigits) {
      return std::unexpected(ExpressionFault{start, "the number is too large",
                                             "at most " + std::to_string(kMaxDigits) + " digits"});
    }
    const auto written = text_.substr(start, length);
    if (at_ < text_.size() && text_[at_] == ':') return time(start, value_of(written));
    if (at_ < text_.size() && is_name(text_[at_])) {
      while (at_ < text_.size() && is_name(text_[at_])) ++at_;
      const auto whole = text_.substr(start, at_ - start);
      if (whole == "6a" || whole == "6b")
        return Token{Token::Kind::stage, std::string(whole), 0, start};
      return std::unexpected(ExpressionFault{start, "'" + std::string(whole) + "' is no number",
                                             "stages are 0 to 6, 6a, 6b"});
    }
    return Token{Token::Kind::number, std::string(written), value_of(written), start};
  }

  Answer time(std::size_t start, std::int64_t hour) {
    ++at_;
    const auto from = at_;
    const auto length = digits();
    const auto minute = length == 2 ? value_of(text_.substr(from, 2)) : 60;
    if (hour > 23 || minute > 59) {
      return std::unexpected(
          ExpressionFault{start, "no clock shows this time", "write 00:00 to 23:59"});
    }
    return Token{Token::Kind::number, std::string(text_.substr(start, at_ - start)),
                 hour * 60 + minute, start};
  }

  Answer quoted(char quote) {
    const auto start = at_++;
    const auto end = text_.find(quote, at_);
    if (end == std::string_view::npos) {
      return std::unexpected(
          ExpressionFault{start, "this text has no end", std::string("close it with ") + quote});
    }
    Token token{Token::Kind::text, std::string(text_.substr(at_, end - at_)), 0, start};
    at_ = end + 1;
    return token;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::expected<std::vector<Token>, ExpressionFault> tokens_of(std::string_view text) {
  if (text.size() > kMaxExpressionBytes) {
    return std::unexpected(ExpressionFault{
        kMaxExpressionBytes, "the expression is too long",
        "split it with a let; one may have " + std::to_string(kMaxExpressionBytes) + " bytes"});
  }
  return Lexer(text).run();
}

}  // namespace cleangate::rules
