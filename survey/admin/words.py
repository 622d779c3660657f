"""Sentences of Django's administration that our German catalogue words anew.

Django's own put an article before the name of a model, "des Person-Objekts", and guess its gender, or speak of objects
and users where the office speaks of people. English stays as it is.
"""

from django.utils.translation import gettext_noop

N_ = gettext_noop  # as the extractor of texts knows it

WORDED_ANEW = (
    N_("%(app)s administration"),
    N_(" By %(filter_title)s "),
    N_("Added “%(object)s”."),
    N_("Add link"),
    N_(
        'Are you sure you want to delete the %(object_name)s "%(escaped_object)s"? All of the following '
        "related items will be deleted:"
    ),
    N_(
        "Are you sure you want to delete the selected %(objects_name)s? All of the following objects and "
        "their related items will be deleted:"
    ),
    N_("Breadcrumbs"),
    N_("Cannot delete %(name)s"),
    N_("Change history: %s"),
    N_("Change or view list link"),
    N_("Delete multiple objects"),
    N_(
        "Deleting %(class_name)s %(instance)s would require deleting the following protected related "
        "objects: %(related_objects)s"
    ),
    N_(
        "Deleting the %(object_name)s '%(escaped_object)s' would require deleting the following protected "
        "related objects:"
    ),
    N_(
        "Deleting the %(object_name)s '%(escaped_object)s' would result in deleting related objects, but "
        "your account doesn't have permission to delete the following types of objects:"
    ),
    N_("Deleting the selected %(objects_name)s would require deleting the following protected related objects:"),
    N_(
        "Deleting the selected %(objects_name)s would result in deleting related objects, but your account "
        "doesn't have permission to delete the following types of objects:"
    ),
    N_("History"),
    N_("Items must be selected in order to perform actions on them. No items have been changed."),
    N_("Model name"),
    N_("Models in the %(name)s application"),
    N_("Objects"),
    N_("Save and add another"),
    N_("Save and continue editing"),
    N_("Save and view"),
    N_("Select %s to change"),
    N_("Select %s to view"),
    N_("Select all objects on this page for an action"),
    N_("Select this object for an action - {}"),
    N_("Successfully deleted %(count)d %(items)s."),
    N_("The {name} “{obj}” was added successfully. You may add another {name} below."),
    N_("The {name} “{obj}” was added successfully."),
    N_("The {name} “{obj}” was changed successfully. You may add another {name} below."),
    N_("The {name} “{obj}” was changed successfully. You may edit it again below."),
    N_("The {name} “{obj}” was changed successfully."),
    N_("The %(name)s “%(obj)s” was deleted successfully."),
    N_("%(name)s with ID “%(key)s” doesn’t exist. Perhaps it was deleted?"),
    N_("Click here to select the objects across all pages"),
    N_("This object doesn’t have a change history. It probably wasn’t added via this admin site."),
    N_("Unknown content"),
    N_("User"),
    N_("View on site"),
    N_("View site"),
    N_("You don’t have permission to view or edit anything."),
    N_("You may edit it again below."),
)
