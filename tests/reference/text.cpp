// Characters, wildcards, variables: R2.3, R2.10, R3.3, R3.11, R3.40-R3.48.
#include "tests/reference/parts.h"

namespace keyward::reference {

std::u32string Decode(const std::string& utf8) {
  std::u32string out;
  for (const char byte : utf8) {
    const auto value = static_cast<unsigned char>(byte);
    if ((value & 0xC0U) == 0x80U && !out.empty()) {
      out.back() = (out.back() << 6U) | (value & 0x3FU);
    } else {
      out.push_back(value < 0x80U   ? value
                    : value < 0xE0U ? value & 0x1FU
                    : value < 0xF0U ? value & 0x0FU
                                    : value & 0x07U);
    }
  }
  return out;
}

std::string LowerAscii(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

bool SameIgnoringCase(const std::string& a, const std::string& b) {
  return LowerAscii(a) == LowerAscii(b);
}

// reach[j]: the cells so far can match the first j characters.
bool Glob(const Pattern& pattern, const std::u32string& text) {
  std::vector<bool> reach(text.size() + 1, false);
  reach[0] = true;
  for (const Cell& cell : pattern) {
    std::vector<bool> next(text.size() + 1, false);
    const bool run = cell.wild && cell.character == U'*';
    for (size_t j = 0; j <= text.size(); ++j) {
      if (run) {
        next[j] = reach[j] || (j > 0 && next[j - 1]);
      } else if (j > 0) {
        next[j] = reach[j - 1] && (cell.wild || cell.character == text[j - 1]);
      }
    }
    reach = next;
  }
  return reach[text.size()];
}

bool GlobIgnoringCase(const std::string& pattern, const std::string& text) {
  return Glob(Wildcards(LowerAscii(pattern)), Decode(LowerAscii(text)));
}

Pattern Wildcards(const std::string& text) {
  Pattern pattern;
  for (const char32_t c : Decode(text)) pattern.push_back({c, c == U'*' || c == U'?'});
  return pattern;
}

std::vector<std::string> SplitArn(const std::string& text) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == ':' && parts.size() < 6) {
      parts.emplace_back();
    } else {
      parts.back().push_back(c);
    }
  }
  return parts;
}

std::vector<Pattern> SplitArn(const Pattern& pattern) {
  std::vector<Pattern> parts(1);
  for (const Cell& cell : pattern) {
    if (cell.character == U':' && parts.size() < 6) {
      parts.emplace_back();
    } else {
      parts.back().push_back(cell);
    }
  }
  return parts;
}

std::vector<const Value*> Find(const std::string& key, const compiler::Policy& policy,
                               const World& world) {
  std::vector<const Value*> values;
  const std::string name = LowerAscii(key);
  const bool hidden = policy.type() == compiler::PolicyType::kKeyPolicy &&
                      (name == "kms:resourcealiases" || name.rfind("aws:resourcetag/", 0) == 0);
  if (hidden) return values;
  for (const ContextEntry& entry : world.context) {
    const Value& value = entry.value;
    const bool nothing = !value.multi && !value.unknown && value.items.empty();
    if (LowerAscii(entry.key) == name && !nothing) values.push_back(&value);
  }
  return values;
}

// R3.43, R3.47: missing, "" and multivalued are null; so are case-duplicates that differ (R3.3).
Single SingleValue(const std::vector<const Value*>& values) {
  if (values.empty()) return {};
  for (const Value* value : values) {
    if (value->multi || (!value->unknown && value->items.empty())) return {};
  }
  for (const Value* value : values) {
    if (value->unknown) return {Expanded::State::kUnknown, ""};
  }
  for (const Value* value : values) {
    if (value->items[0] != values[0]->items[0]) return {};
  }
  const std::string& text = values[0]->items[0];
  return {text.empty() ? Expanded::State::kNull : Expanded::State::kText, text};
}

namespace {

// Variable: what stands between `${` and its `}`.
struct Variable {
  std::string name;
  std::optional<std::string> fallback;
  bool malformed = false;
  size_t end = 0;  // behind the `}`
};

// ReadVariable reads at `begin`, which is just behind `${`. Nothing where no `}` follows.
std::optional<Variable> ReadVariable(const std::string& text, size_t begin) {
  const size_t brace = text.find('}', begin);
  if (brace == std::string::npos) return std::nullopt;
  const size_t comma = text.find(", '", begin);
  if (comma < brace) {
    const size_t quote = text.find('\'', comma + 3);
    if (quote != std::string::npos && text.substr(quote + 1, 1) == "}") {
      const std::string name = text.substr(begin, comma - begin);
      const bool bad = name.empty() || name.find_first_of(" ,") != std::string::npos;
      return Variable{name, text.substr(comma + 3, quote - comma - 3), bad, quote + 2};
    }
  }
  const std::string name = text.substr(begin, brace - begin);
  const bool bad = name.empty() || name.find_first_of(" ,") != std::string::npos;
  return Variable{name, std::nullopt, bad, brace + 1};
}

void AppendLiteral(const std::string& text, Pattern* pattern) {
  for (const char32_t c : Decode(text)) pattern->push_back({c, false});
}

// Substitute appends the variable's value (R3.41: literal) and returns what became of the string.
Expanded::State Substitute(const Variable& variable, const compiler::Policy& policy,
                           const World& world, Pattern* pattern) {
  if (variable.malformed) return Expanded::State::kNull;                       // R3.48
  if (variable.name == "*" || variable.name == "?" || variable.name == "$") {  // R3.42
    AppendLiteral(variable.name, pattern);
    return Expanded::State::kText;
  }
  const Single value = SingleValue(Find(variable.name, policy, world));
  if (value.state == Expanded::State::kNull && variable.fallback) {
    AppendLiteral(*variable.fallback, pattern);
    return Expanded::State::kText;
  }
  AppendLiteral(value.text, pattern);
  return value.state;
}

}  // namespace

Expanded Expand(const std::string& text, bool wildcards, const compiler::Policy& policy,
                const World& world) {
  Expanded out;
  bool null = false;
  bool unknown = false;
  std::string literal;  // text since the last variable
  const auto flush = [&] {
    for (Cell cell : Wildcards(literal)) {
      cell.wild = cell.wild && wildcards;
      out.pattern.push_back(cell);
    }
    literal.clear();
  };
  for (size_t i = 0; i < text.size();) {
    std::optional<Variable> variable;
    if (policy.version() == compiler::Version::k2012 && text.compare(i, 2, "${") == 0) {
      variable = ReadVariable(text, i + 2);
    }
    if (!variable) {
      literal.push_back(text[i++]);
      continue;
    }
    flush();
    const Expanded::State state = Substitute(*variable, policy, world, &out.pattern);
    null = null || state == Expanded::State::kNull;
    unknown = unknown || state == Expanded::State::kUnknown;
    i = variable->end;
  }
  flush();
  if (unknown) out.state = Expanded::State::kUnknown;
  if (null) out.state = Expanded::State::kNull;  // R3.44: null whatever the rest is
  return out;
}

}  // namespace keyward::reference
