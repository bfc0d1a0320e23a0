#include "kms/validate.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>

#include "base/check.h"
#include "kms/model/model.h"
#include "kms/model/pattern.h"

namespace keyward::kms {
namespace {

using model::Member;
using model::Shape;
using model::ShapeType;

// CodePoints counts the characters of a UTF-8 text.
int64_t CodePoints(std::string_view text) {
  return std::count_if(text.begin(), text.end(),
                       [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; });
}

std::string AtMost(std::string_view what, int64_t max) {
  return fmt::format("Member must have {} less than or equal to {}", what, max);
}

std::string AtLeast(std::string_view what, int64_t min) {
  return fmt::format("Member must have {} greater than or equal to {}", what, min);
}

std::string PatternWords(const Shape& shape) {
  return fmt::format("Member must satisfy regular expression pattern: {}", shape.pattern);
}

std::string EnumWords(const Shape& shape) {
  return fmt::format("Member must satisfy enum value set: [{}]",
                     fmt::join(model::EnumOf(shape), ", "));
}

// BreaksSize appends what a length or number breaks.
void BreaksSize(const Shape& shape, std::string_view what, int64_t size,
                std::vector<std::string>& broken) {
  if (size > shape.max) broken.push_back(AtMost(what, shape.max));
  if (size < shape.min) broken.push_back(AtLeast(what, shape.min));
}

// BreaksText appends what a string breaks, in the order length, pattern, enum.
void BreaksText(const Shape& shape, std::string_view text, std::vector<std::string>& broken) {
  BreaksSize(shape, "length", CodePoints(text), broken);
  if (!model::MatchesPattern(shape, text)) broken.push_back(PatternWords(shape));
  const auto values = model::EnumOf(shape);
  if (!values.empty() && std::find(values.begin(), values.end(), text) == values.end()) {
    broken.push_back(EnumWords(shape));
  }
}

// ElementWords lists everything that an element must meet (K6.11).
std::string ElementWords(const Shape& shape) {
  std::vector<std::string> all;
  if (shape.max != model::kNoMaximum) all.push_back(AtMost("length", shape.max));
  if (shape.min != model::kNoMinimum) all.push_back(AtLeast("length", shape.min));
  if (!shape.pattern.empty()) all.push_back(PatternWords(shape));
  if (!model::EnumOf(shape).empty()) all.push_back(EnumWords(shape));
  return fmt::format("Member must satisfy constraint: [{}]", fmt::join(all, ", "));
}

std::string ListWords(const List& list) {
  std::vector<std::string_view> texts;
  for (const Value& value : list) texts.emplace_back(*value.As<std::string>());
  return fmt::format("[{}]", fmt::join(texts, ", "));
}

// Validator walks a request along the model. Its recursion follows the model, not the input.
class Validator {
 public:
  void Walk(const Shape& shape, const Document& document, const std::string& prefix) {
    for (const Member& member : model::MembersOf(shape)) {
      const Value* value = document.Find(member.name);
      if (value != nullptr) {
        Check(member, *value, prefix);
      } else if (member.required) {
        Missing(prefix, member.lower_name);
      }
    }
  }

  void Missing(const std::string& prefix, std::string_view lower_name) {
    Add({prefix + std::string(lower_name), Shown::kNull, {}, "Member must not be null"});
  }

  std::vector<Violation> Take() { return std::move(violations_); }

 private:
  void Add(Violation violation) {
    if (violations_.size() < kMaxViolations) violations_.push_back(std::move(violation));
  }

  void AddAll(const std::string& prefix, const Member& member, const std::string& value,
              std::vector<std::string>& broken) {
    if (member.unshown) return AddAllUnshown(prefix, member, broken);
    for (std::string& constraint : broken) {
      Add({prefix + std::string(member.lower_name), Shown::kValue, value, std::move(constraint)});
    }
  }

  void AddAllUnshown(const std::string& prefix, const Member& member,
                     std::vector<std::string>& broken) {
    for (std::string& constraint : broken) {
      Add({prefix + std::string(member.lower_name), Shown::kNothing, {}, std::move(constraint)});
    }
  }

  void Check(const Member& member, const Value& value, const std::string& prefix) {
    const Shape& shape = model::ShapeAt(member.shape);
    std::vector<std::string> broken;
    if (const auto* text = value.As<std::string>()) {
      BreaksText(shape, *text, broken);
      if (!broken.empty()) AddAll(prefix, member, *text, broken);
    } else if (const auto* number = value.As<int64_t>()) {
      BreaksSize(shape, "value", *number, broken);
      if (!broken.empty()) AddAll(prefix, member, std::to_string(*number), broken);
    } else if (const auto* secret = value.As<crypto::SecretBytes>()) {
      CheckSecret(shape, *secret, broken);
      AddAllUnshown(prefix, member, broken);
    } else if (const auto* bytes = value.As<Bytes>()) {
      BreaksSize(shape, "length", static_cast<int64_t>(bytes->size()), broken);
      AddAllUnshown(prefix, member, broken);
    } else if (const auto* list = value.As<List>()) {
      CheckList(member, shape, *list, prefix);
    } else if (const auto* document = value.As<Document>()) {
      Walk(shape, *document, prefix + std::string(member.lower_name) + ".");
    }
  }

  // CheckSecret: a sensitive string counts characters, a blob bytes.
  static void CheckSecret(const Shape& shape, const crypto::SecretBytes& secret,
                          std::vector<std::string>& broken) {
    if (shape.type == ShapeType::kString) return BreaksText(shape, AsText(secret.view()), broken);
    BreaksSize(shape, "length", static_cast<int64_t>(secret.size()), broken);
  }

  void CheckList(const Member& member, const Shape& shape, const List& list,
                 const std::string& prefix) {
    const Shape& element = model::ShapeAt(shape.element);
    if (element.type == ShapeType::kStructure) {
      for (size_t i = 0; i < list.size() && violations_.size() < kMaxViolations; ++i) {
        Walk(element, *list[i].As<Document>(),
             fmt::format("{}{}.{}.member.", prefix, member.lower_name, i + 1));
      }
      return;
    }
    std::vector<std::string> broken;
    BreaksSize(shape, "length", static_cast<int64_t>(list.size()), broken);
    std::vector<std::string> ignored;
    for (size_t i = 0; i < list.size() && ignored.empty(); ++i) {
      BreaksText(element, *list[i].As<std::string>(), ignored);
    }
    if (!ignored.empty()) broken.push_back(ElementWords(element));
    if (!broken.empty()) AddAll(prefix, member, ListWords(list), broken);
  }

  std::vector<Violation> violations_;
};

// IgnoresCiphertext: a dry run that asks for authorization alone (K5.46).
bool IgnoresCiphertext(const Document& request) {
  const List* modifiers = request.Elements("DryRunModifiers");
  return modifiers != nullptr && std::any_of(modifiers->begin(), modifiers->end(), [](auto& value) {
           return *value.template As<std::string>() == "IGNORE_CIPHERTEXT";
         });
}

void AppendWords(const Violation& violation, std::string& out) {
  switch (violation.shown) {
    case Shown::kValue:
      fmt::format_to(std::back_inserter(out), "Value '{}'", violation.value);
      break;
    case Shown::kNull: out += "Value null"; break;
    case Shown::kNothing: out += "Value"; break;
  }
  fmt::format_to(std::back_inserter(out), " at '{}' failed to satisfy constraint: {}",
                 violation.path, violation.constraint);
}

}  // namespace

std::vector<Violation> Validate(Operation operation, const Document& request) {
  Validator validator;
  validator.Walk(model::InputOf(operation), request, {});
  const bool decrypts = operation == Operation::kDecrypt || operation == Operation::kReEncrypt;
  if (decrypts && !request.Has("CiphertextBlob") && !IgnoresCiphertext(request)) {
    validator.Missing({}, "ciphertextBlob");
  }
  return validator.Take();
}

AwsError ValidationError(const std::vector<Violation>& violations) {
  KEYWARD_CHECK(!violations.empty());
  std::string message = violations.size() == 1
                            ? std::string("1 validation error detected: ")
                            : fmt::format("{} validation errors detected: ", violations.size());
  for (size_t i = 0; i < violations.size(); ++i) {
    if (i > 0) message += "; ";
    AppendWords(violations[i], message);
  }
  return Raise(Exception::kValidationException, std::move(message));
}

Violation ValueOutOfRange(std::string member, int64_t value, int64_t min, int64_t max) {
  return {std::move(member), Shown::kValue, std::to_string(value),
          value > max ? AtMost("value", max) : AtLeast("value", min)};
}

}  // namespace keyward::kms
